"""`ingest`: exports in, lake and quarantine out, and an account of every row."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Counts
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from features.contract import TABLES, Table
from pipelines.intake.lake import SOURCE, Merged, merge
from pipelines.intake.mapping import Mapping
from pipelines.intake.quarantine import (
    MONTH,
    PRIMARY_KEY,
    REASONS,
    as_came,
    gathered,
    split,
)
from pipelines.intake.sources import SOURCE_LINE, Reading, batches, readings
from pipelines.intake.staging import Staging
from pipelines.intake.translate import translate
from pipelines.progress import Progress
from pipelines.store import Store


@dataclass(frozen=True)
class TableReport:
    """What became of the rows for one contract table: read = kept + repeated + quarantined.

    Attributes:
        source_rows: rows of the files; an unpivoted row is one of them.
        read: rows for the contract, after unpivoting.
        kept: new rows of the lake, those that replaced an earlier version among them.
        repeated: rows equal to one that is in the lake or came earlier in this ingest.
        replaced: kept rows whose key the lake held with another content.
        quarantined: rows that the contract refuses.
        reasons: how many quarantined rows have each reason; a row can have several.
        months: the partitions of the lake that changed.
        columns: the contract columns that the mapping supplies.
    """

    source_rows: int
    read: int
    kept: int
    repeated: int
    replaced: int
    quarantined: int
    reasons: Counts[str, int]
    months: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class IngestReport:
    """The account of one ingest.

    Attributes:
        mapping: the name of the mapping.
        files: the files read, in order.
        tables: the account of every table that had a file.
        absent: a line for every optional pattern that matched no file.
    """

    mapping: str
    files: tuple[Path, ...]
    tables: Counts[str, TableReport]
    absent: tuple[str, ...]


@dataclass
class _Tally:
    """Counts of one table while its files are read."""

    source_rows: int = 0
    read: int = 0
    repeated: int = 0
    quarantined: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    columns: set[str] = field(default_factory=set)


def ingest(
    store: Store, paths: Sequence[Path], mapping: Mapping, *, progress: Progress | None = None
) -> IngestReport:
    """Bring the exports at `paths` into the lake of `store`, as `mapping` says.

    Good rows go to `lake/<table>/`, the others, as they came, to `quarantine/<table>/` in the
    columns that the mapping reads. Everything is put aside first: when it fails, lake and
    quarantine are as they were. The same rows give the same bytes, in any order and any split
    into files.

    Raises:
        InputError: a path, file or column is missing, or a file cannot be read.
    """
    held = frozenset(name for name in TABLES if store.months(f"lake/{name}"))
    found, absent = readings(paths, mapping, held)
    tell = _steps(progress, found)
    store.root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".ingest-", dir=store.root) as folder:
        staging = Staging(Path(folder))
        tallies = {name: _Tally() for name in TABLES if name in _names(found)}
        for number, reading in enumerate(found):
            tell(f"{reading.mapping.table.name} ← {reading.path.name}")
            _stage(number, reading, staging, tallies[reading.mapping.table.name])
        tables = {}
        for name, tally in tallies.items():
            tell(f"lake/{name}")
            tables[name] = _finish(store, staging, TABLES[name], found, tally)
        staging.commit(store)
    files = dict.fromkeys(reading.path for reading in found)
    return IngestReport(mapping.name, tuple(files), tables, tuple(absent))


def _names(found: Sequence[Reading]) -> set[str]:
    return {reading.mapping.table.name for reading in found}


def _steps(progress: Progress | None, found: Sequence[Reading]) -> Callable[[str], None]:
    """A counter of steps: one for every reading, one for every table."""
    total = len(found) + len(_names(found))
    done = iter(range(total))

    def tell(what: str) -> None:
        if progress is not None:
            progress(what, next(done), total)

    return tell


def _stage(number: int, reading: Reading, staging: Staging, tally: _Tally) -> None:
    """Read one file for one table and put its good and bad rows aside."""
    mapping = reading.mapping
    tally.columns |= set(mapping.supplied)
    for batch in batches(reading.path, mapping.source_columns):
        raw = batch
        if mapping.distinct:
            raw = batch.unique(mapping.source_columns, keep="first", maintain_order=True)
        translated = translate(raw, mapping)
        parts = split(translated, mapping.table)
        repeated = len(batch) - len(raw) + translated.repeated
        tally.source_rows += len(batch)
        tally.read += len(translated.rows) + repeated
        tally.repeated += repeated
        staging.add(
            "good", mapping.table, parts.good.with_columns(pl.lit(number, pl.UInt32).alias(SOURCE))
        )
        _refuse(as_came(raw, parts.bad, reading.path.name), mapping.table, staging, tally)


def _refuse(bad: pl.DataFrame, table: Table, staging: Staging, tally: _Tally) -> None:
    staging.add("bad", table, bad)
    tally.quarantined += len(bad)
    tally.reasons.update(bad[REASONS].explode(empty_as_null=False).to_list())


def _finish(
    store: Store, staging: Staging, table: Table, found: Sequence[Reading], tally: _Tally
) -> TableReport:
    """Merge the rows of one table and close its account."""
    merged = merge(store, staging, table)
    for bad in _conflicting(merged, found):
        _refuse(bad, table, staging, tally)
    for month in staging.months("bad", table):
        _quarantine(month, store, staging, table)
    return TableReport(
        source_rows=tally.source_rows,
        read=tally.read,
        kept=merged.kept,
        repeated=tally.repeated + merged.repeated,
        replaced=merged.replaced,
        quarantined=tally.quarantined,
        reasons=dict(sorted(tally.reasons.items())),
        months=tuple(sorted(merged.months)),
        columns=tuple(name for name in table.columns if name in tally.columns),
    )


def _conflicting(merged: Merged, found: Sequence[Reading]) -> Iterator[pl.DataFrame]:
    """Rows whose key came with two contents, read once more from their files."""
    if not merged.conflicts:
        return
    conflicts = pl.concat(merged.conflicts).sort(SOURCE, SOURCE_LINE)
    for (number,), rows in conflicts.partition_by(
        SOURCE, as_dict=True, maintain_order=True
    ).items():
        reading = found[int(str(number))]
        bad = rows.select(SOURCE_LINE, MONTH, pl.lit([PRIMARY_KEY]).alias(REASONS))
        for batch in batches(reading.path, reading.mapping.source_columns):
            here = bad.join(batch, on=SOURCE_LINE, how="semi", maintain_order="left")
            yield as_came(batch, here, reading.path.name)


def _quarantine(month: str, store: Store, staging: Staging, table: Table) -> None:
    folder = f"quarantine/{table.name}"
    parts = [staging.scan("bad", table, month).collect()]
    held = store.partition(folder, month)
    if held.exists():
        parts.append(pl.read_parquet(held, glob=False))
    staging.fresh.write(folder, month, gathered(parts))
