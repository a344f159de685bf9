"""Where things lie in a workspace, and how they are written: whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from features.contract import TABLES, Table
from pipelines.errors import InputError
from pipelines.journal import PREVIOUS, WRITING, synced
from pipelines.unchanged import while_unchanged

WHOLE = "all"
"""The partition name of tables that are not cut into months."""


_MONTH, _PART = "month=", "part.parquet"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside `target` that takes its place when the block succeeds.

    Works for files and for folders. When the block fails the temporary is removed and
    `target` is left as it was.

    Raises:
        InputError: a file would take the place of a folder, or a folder that of a file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=WRITING, dir=target.parent))
    try:
        fresh = scratch / target.name
        yield fresh
        synced(fresh)
        _swap(fresh, target, scratch / PREVIOUS)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _swap(fresh: Path, target: Path, previous: Path) -> None:
    if target.exists() and fresh.exists() and target.is_dir() != fresh.is_dir():
        found, wanted = ("folder", "file") if target.is_dir() else ("file", "folder")
        raise InputError(f"{target} is a {found}; name a {wanted}")
    if not target.is_dir():
        fresh.replace(target)
        return
    try:
        target.rename(previous)
        fresh.rename(target)
    except BaseException:  # an interrupt too: the scratch folder is removed next
        if previous.exists() and not target.exists():
            previous.rename(target)
        raise


def write_parquet(frame: pl.DataFrame, path: Path) -> None:
    """Write `frame` to `path` atomically; equal frames give equal bytes."""
    with replacing(path) as fresh:
        frame.write_parquet(fresh, compression="zstd", compression_level=3, statistics=True)


def write_text(text: str, path: Path) -> None:
    """Write `text` to `path` atomically as UTF-8 with Unix line ends."""
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8", newline="\n")


def keep_private(path: Path) -> None:
    """Let nobody but who made it see a file, or a folder and all that is in it."""
    for each in (path, *path.rglob("*")):
        each.chmod(0o700 if each.is_dir() else 0o600)


@while_unchanged
def _columns(path: Path) -> frozenset[str]:
    return frozenset(pl.read_parquet_schema(path))


class Store:
    """The folders of one workspace (design, section 4)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def partition(self, folder: str, month: str, name: str = _PART) -> Path:
        """The file of one month (or of `WHOLE`) in a folder such as `lake/setl`."""
        return self.root / folder / f"{_MONTH}{month}" / name

    def months(self, folder: str) -> list[str]:
        """The months that a folder holds, earliest first."""
        try:
            with os.scandir(self.root / folder) as entries:
                # Asked some thousand times in a run; a `Path` a month takes three times as long.
                held = [e.name for e in entries if os.path.exists(f"{e.path}/{_PART}")]  # noqa: PTH110
        except FileNotFoundError:
            return []
        return sorted(n.removeprefix(_MONTH) for n in held if n.startswith(_MONTH))

    def write(self, folder: str, month: str, frame: pl.DataFrame) -> None:
        """Replace one month of a folder."""
        write_parquet(frame, self.partition(folder, month))

    def drop(self, folder: str, month: str) -> None:
        """Remove one month of a folder, if it is there."""
        shutil.rmtree(self.partition(folder, month).parent, ignore_errors=True)

    def scan(self, folder: str, months: Iterable[str] | None = None) -> pl.LazyFrame:
        """Scan months of a folder (all of them by default), in order.

        Raises:
            InputError: when there is nothing to scan.
        """
        wanted = self.months(folder) if months is None else sorted(months)
        files = [self.partition(folder, month) for month in wanted]
        files = [file for file in files if file.exists()]
        if not files:
            raise InputError(
                f"{self.root / folder} holds nothing for {', '.join(wanted) or 'any month'}"
            )
        return pl.concat([pl.scan_parquet(file, glob=False) for file in files], how="diagonal")

    def lake(self, table: str, months: Iterable[str] | None = None) -> pl.LazyFrame:
        """Scan a claim table with every column of the contract.

        Columns that no source supplied are null; a table that was never ingested is empty.
        """
        dtypes = TABLES[table].dtypes
        try:
            found = self.scan(f"lake/{table}", months)
        except InputError:
            return pl.LazyFrame(schema=dtypes)
        present = found.collect_schema().names()
        return found.with_columns(
            pl.lit(None, dtype).alias(name) for name, dtype in dtypes.items() if name not in present
        ).select(list(dtypes))

    def supplied(self, months: Collection[str]) -> frozenset[str]:
        """What the lake holds for all of `months`: `table`, and `table.column` for its columns.

        A column counts when every partition of these months has it, and fee lines only when
        every month has some: what is missing in part must not be taken for zero.
        """
        return frozenset(
            name for table in TABLES.values() for name in self._supplied(table, months)
        )

    def _supplied(self, table: Table, months: Collection[str]) -> Iterator[str]:
        folder = f"lake/{table.name}"
        held = [m for m in self.months(folder) if table.month_of is None or m in months]
        if not held or (table.name == "fee" and len(held) < len(months)):
            return
        yield table.name
        columns = (_columns(self.partition(folder, month)) for month in held)
        for column in sorted(frozenset.intersection(*columns)):
            yield f"{table.name}.{column}"
