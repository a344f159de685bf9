"""Where things lie in a workspace, and how they are written: whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from features.contract import TABLES
from pipelines.errors import InputError

WHOLE = "all"
"""The partition name of tables that are not cut into months."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside `target` that takes its place when the block succeeds.

    Works for files and for folders. When the block fails the temporary is removed and
    `target` is left as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".writing-", dir=target.parent))
    try:
        fresh = scratch / target.name
        yield fresh
        if target.is_dir() and fresh.exists():
            target.rename(scratch / "previous")
        fresh.replace(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_parquet(frame: pl.DataFrame, path: Path) -> None:
    """Write `frame` to `path` atomically; equal frames give equal bytes."""
    with replacing(path) as fresh:
        frame.write_parquet(fresh, compression="zstd", compression_level=3, statistics=True)


def write_text(text: str, path: Path) -> None:
    """Write `text` to `path` atomically as UTF-8 with Unix line ends."""
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8", newline="\n")


class Store:
    """The folders of one workspace (design, section 4)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def partition(self, folder: str, month: str, name: str = "part.parquet") -> Path:
        """The file of one month (or of `WHOLE`) in a folder such as `lake/setl`."""
        return self.root / folder / f"month={month}" / name

    def months(self, folder: str) -> list[str]:
        """The months that a folder holds, earliest first."""
        found = (path.parent.name for path in (self.root / folder).glob("month=*/part.parquet"))
        return sorted(name.removeprefix("month=") for name in found)

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
        return pl.concat([pl.scan_parquet(file) for file in files], how="diagonal")

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

    def supplied(self) -> frozenset[str]:
        """What the lake holds: `table` for each table, `table.column` for each column in it."""
        return frozenset(self._supplied())

    def _supplied(self) -> Iterator[str]:
        for table in TABLES:
            months = self.months(f"lake/{table}")
            if months:
                yield table
            for month in months:
                for column in pl.read_parquet_schema(self.partition(f"lake/{table}", month)):
                    yield f"{table}.{column}"
