"""Bring the good rows of one ingest together with what the lake holds.

The lake is a function of the set of accepted rows (see `versions`): the same rows give the same
bytes, in any order and any split into files and ingests. `lake/<table>/month=M` holds the version
of each key whose own time is in M, `superseded/<table>/month=M` all other versions of that month.
Both have the columns that any accepted row of the month was supplied with, even if it was
repeated or is now contested: a column tells that a source has it, be it empty.

Everything is done by ranges of the primary key. First each range of what came is decided with
what is held of its keys, and what changes is put aside; then the partitions that change, and
only those, are written anew. What came is sorted and written twice (as it came, and as changes),
of what is held the keys are read once, and a partition with a change is read and written whole.
Memory is a few copies of one range, whatever the size of table, month or ingest.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from features.contract import Table
from pipelines.intake.partitions import Partition
from pipelines.intake.quarantine import MONTH
from pipelines.intake.ranges import ranges
from pipelines.intake.staging import Staging
from pipelines.intake.versions import LAKE, PLACE, SOURCE, SUPERSEDED, UPDT_TIME, Decided, decide
from pipelines.store import Store

__all__ = ["SOURCE", "Merged", "merge"]

RANGE_ROWS = 250_000
"""Rows that came, or of a partition, that are in memory at a time."""

PLACES: tuple[Literal["lake", "superseded"], ...] = (LAKE, SUPERSEDED)


@dataclass
class Merged:
    """What became of the good rows of one table.

    new + replaced + repeated + superseded + contested are the rows that came.

    Attributes:
        new_by_month: rows of unknown keys that are now in the lake.
        replaced: rows that are now in the lake, of keys of which other versions were held.
        repeated: rows equal to one that was held, or that came more than once.
        superseded: rows of which there is a later version; they are put aside.
        withdrawn: rows that were in the lake and are now contested.
        months: the partitions of the lake that change.
        conflicts: the key, `_reading`, `source_line`, `_month` of contested rows: of their key
            other contents have the same latest time, so that none of them is in the lake.
    """

    new_by_month: Counter[str] = field(default_factory=Counter)
    replaced: int = 0
    repeated: int = 0
    superseded: int = 0
    withdrawn: int = 0
    months: set[str] = field(default_factory=set)
    conflicts: list[pl.DataFrame] = field(default_factory=list)

    @property
    def new(self) -> int:
        """Rows of unknown keys that are now in the lake."""
        return self.new_by_month.total()

    @property
    def contested(self) -> int:
        """Rows that came and are not accepted, for nothing says which of them is right."""
        return sum(map(len, self.conflicts))

    @property
    def kept(self) -> int:
        """Rows that came and are accepted, be they in the lake or put aside."""
        return self.new + self.replaced + self.repeated + self.superseded

    def count(self, decided: Decided) -> None:
        """Add what was decided of one range of keys."""
        self.new_by_month.update(decided.new)
        self.replaced += decided.replaced
        self.repeated += decided.repeated
        self.superseded += decided.superseded
        self.withdrawn += decided.withdrawn
        if len(decided.contested):
            self.conflicts.append(decided.contested)


def merge(store: Store, staging: Staging, table: Table, *, range_rows: int = RANGE_ROWS) -> Merged:
    """Write the new partitions of `table` into `staging.fresh`; `store` is only read.

    A partition that loses its last row is written empty.
    """
    merged = Merged()
    parts = staging.parts("good", table)
    for within in ranges(parts, table.key[0], range_rows) if parts else ():
        came = within.of(staging.scan("good", table), table.key[0]).collect()
        decided = decide(came, _held(store, table, came.select(table.key)), table)
        merged.count(decided)
        staging.add("lake", table, decided.changes[LAKE])
        staging.add("superseded", table, decided.changes[SUPERSEDED])
    months = {*staging.supplied(table), *(m for p in PLACES for m in staging.months(p, table))}
    for month in sorted(months):
        if LAKE in _rebuild(month, store, staging, table, range_rows):
            merged.months.add(month)
    return merged


def _held(store: Store, table: Table, keys: pl.DataFrame) -> pl.DataFrame:
    """Every row that is held of `keys`, in the lake or put aside, of whatever month."""
    first = keys[table.key[0]]
    near = pl.col(first.name).is_between(pl.lit(first.min()), pl.lit(first.max()))
    wanted = keys.unique().lazy()
    found = [pl.DataFrame(schema={PLACE: pl.String, MONTH: pl.String} | dict(keys.schema))]
    for place in PLACES:
        for month in store.months(f"{place}/{table.name}"):
            part = pl.scan_parquet(store.partition(f"{place}/{table.name}", month), glob=False)
            rows = part.filter(near).join(wanted, on=table.key, how="semi")
            if rows.select(pl.len()).collect().item():
                marks = pl.lit(place).alias(PLACE), pl.lit(month).alias(MONTH)
                found.append(rows.with_columns(marks).collect())
    return pl.concat(found, how="diagonal")


def _rebuild(month: str, store: Store, staging: Staging, table: Table, range_rows: int) -> set[str]:
    """Write the partitions of `month` in which rows or columns change; say where."""
    held = {place: store.partition(f"{place}/{table.name}", month) for place in PLACES}
    had = {
        place: list(pl.read_parquet_schema(part)) for place, part in held.items() if part.exists()
    }
    supplied = staging.supplied(table).get(month, set()).union(*had.values())
    columns = [name for name in table.columns if name in supplied]
    changed: set[str] = set()
    for place in PLACES:
        changes = staging.parts(place, table, month)
        if changes or (place in had and had[place] != columns):
            order = table.key if place == LAKE else _order(columns, table)
            old = [held[place]] if place in had else []
            fresh = staging.fresh.partition(f"{place}/{table.name}", month)
            Partition(table, old, changes, columns, order).write(fresh, range_rows)
            changed.add(place)
    return changed


def _order(columns: list[str], table: Table) -> list[str]:
    """Key, time, then all other columns: no two superseded rows of a month are equal in all."""
    times = [name for name in columns if name == UPDT_TIME]
    return [*table.key, *times, *(n for n in columns if n not in {*table.key, *times})]
