"""A folder beside the lake that holds one ingest until it is complete."""

from pathlib import Path
from typing import Literal

import polars as pl

from features.contract import Table
from pipelines.intake.quarantine import MONTH
from pipelines.store import Store

Kind = Literal["good", "bad"]


class Staging:
    """Rows put aside in parts, and the finished partitions that will replace the old ones.

    Attributes:
        fresh: a store with the finished partitions, laid out as the workspace is.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._parts = 0
        self.fresh = Store(root / "fresh")

    def add(self, kind: Kind, table: Table, rows: pl.DataFrame) -> None:
        """Put rows aside by their `_month`, which becomes the name of a folder."""
        for (month,), part in rows.partition_by(MONTH, as_dict=True, include_key=False).items():
            folder = self._root / kind / table.name / str(month)
            folder.mkdir(parents=True, exist_ok=True)
            part.write_parquet(folder / f"{self._parts:08}.parquet", compression="lz4")
            self._parts += 1

    def months(self, kind: Kind, table: Table) -> list[str]:
        """The months for which rows of `table` were put aside."""
        return sorted(path.name for path in (self._root / kind / table.name).glob("*"))

    def scan(self, kind: Kind, table: Table, month: str) -> pl.LazyFrame:
        """The rows of a month in the order in which they came."""
        parts = sorted((self._root / kind / table.name / month).glob("*.parquet"))
        return pl.concat([pl.scan_parquet(part, glob=False) for part in parts], how="diagonal")

    def commit(self, store: Store) -> None:
        """Move every finished partition into `store`; an empty one removes the old."""
        for part in sorted(self.fresh.root.rglob("part.parquet")):
            folder = part.parent.parent.relative_to(self.fresh.root).as_posix()
            month = part.parent.name.removeprefix("month=")
            if pl.scan_parquet(part, glob=False).select(pl.len()).collect().item() == 0:
                store.drop(folder, month)
                continue
            target = store.partition(folder, month)
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)
