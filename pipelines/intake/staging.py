"""A folder beside the lake that holds one ingest until it is complete."""

from collections import defaultdict
from pathlib import Path
from typing import Literal

import polars as pl

from features.contract import Table
from pipelines.intake.quarantine import MONTH
from pipelines.store import Store

Kind = Literal["good", "bad", "lake", "superseded"]
"""Accepted rows, refused rows, and what changes in the two places of accepted rows."""

ROW_GROUP = 2**12
"""Rows that are read together from a part: few, so that a range of keys reads little else."""


class Staging:
    """Rows put aside in parts, and the finished partitions that will replace the old ones.

    Attributes:
        fresh: a store with the finished partitions, laid out as the workspace is.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._parts = 0
        self._columns: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.fresh = Store(root / "fresh")

    def add(self, kind: Kind, table: Table, rows: pl.DataFrame) -> None:
        """Put rows aside by their `_month`, which becomes the name of a folder.

        Good rows of all months stay together, in the order of the primary key.
        """
        if rows.is_empty():
            return
        if kind == "good":
            for month in rows[MONTH].unique():
                self._columns[table.name, month].update(set(rows.columns) & set(table.columns))
            self._write(rows.sort(table.key), self._root / kind / table.name)
            return
        for (month,), part in rows.partition_by(MONTH, as_dict=True, include_key=False).items():
            self._write(part, self._root / kind / table.name / str(month))

    def _write(self, rows: pl.DataFrame, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{self._parts:08}.parquet"
        rows.write_parquet(part, compression="lz4", row_group_size=ROW_GROUP)
        self._parts += 1

    def supplied(self, table: Table) -> dict[str, set[str]]:
        """The columns of the contract that good rows of each month came with."""
        return {
            month: names for (name, month), names in self._columns.items() if name == table.name
        }

    def months(self, kind: Kind, table: Table) -> list[str]:
        """The months for which rows other than good ones were put aside."""
        return sorted(path.name for path in (self._root / kind / table.name).glob("*"))

    def parts(self, kind: Kind, table: Table, month: str = "") -> list[Path]:
        """The files of a month, or of the good rows, in the order in which they came."""
        return sorted((self._root / kind / table.name / month).glob("*.parquet"))

    def scan(self, kind: Kind, table: Table, month: str = "") -> pl.LazyFrame:
        """The rows of a month, or the good rows, in the order in which they were put aside."""
        parts = self.parts(kind, table, month)
        return pl.concat([pl.scan_parquet(part, glob=False) for part in parts], how="diagonal")

    def tidy(self) -> None:
        """Leave an empty folder of every finished partition without rows: it removes the old."""
        for part in sorted(self.fresh.root.rglob("part.parquet")):
            if pl.scan_parquet(part, glob=False).select(pl.len()).collect().item() == 0:
                part.unlink()
