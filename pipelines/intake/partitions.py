"""Write one file of accepted rows anew, from the old one and what changes in it."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from features.contract import Table
from pipelines.intake.ranges import Range, ranges
from pipelines.intake.versions import STAYS

ROW_GROUP = 2**17
"""Rows that lie together in a file of the lake."""


@dataclass(frozen=True)
class Partition:
    """One month of a table as it will be.

    Attributes:
        table: says what the key is.
        held: the old file, if there is one.
        changes: files of changed rows; a key in there has no other rows than these.
        columns: the columns of the new file; those that a file lacks are null.
        order: the columns by which it is sorted, the first of the key first.
    """

    table: Table
    held: list[Path]
    changes: list[Path]
    columns: list[str]
    order: list[str]

    def write(self, target: Path, range_rows: int) -> None:
        """Write the new file, with about `range_rows` rows in memory at a time.

        The bytes depend on rows, columns and order alone, not on where ranges are cut.
        """
        files = [*self.held, *self.changes]
        frames = (self._rows(within) for within in ranges(files, self.order[0], range_rows))
        schema = {name: self.table.dtypes[name] for name in self.columns}
        target.parent.mkdir(parents=True, exist_ok=True)
        register_io_source(lambda *_: frames, schema=schema).sink_parquet(
            target,
            compression="zstd",
            compression_level=3,
            statistics=True,
            row_group_size=ROW_GROUP,
            maintain_order=True,
        )

    def _rows(self, within: Range) -> pl.DataFrame:
        changed = within.of(self._scan(self.changes), self.order[0]).collect().lazy()
        held = within.of(self._scan(self.held), self.order[0])
        stay = changed.filter(STAYS).select(self.columns)
        kept = held.join(changed, on=self.table.key, how="anti").select(self.columns)
        return pl.concat([kept, stay]).sort(self.order).collect()

    def _scan(self, files: list[Path]) -> pl.LazyFrame:
        none = pl.LazyFrame(schema={**self.table.dtypes, STAYS: pl.Boolean()})
        found = [pl.scan_parquet(file, glob=False) for file in files]
        return pl.concat([none, *found], how="diagonal")
