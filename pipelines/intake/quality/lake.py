"""The lake as it will be once an ingest is committed."""

import polars as pl

from features.contract import TABLES
from pipelines.store import Store


class Lake:
    """The partitions of an ingest laid over those of the workspace.

    Args:
        store: the workspace, which this ingest has not changed yet.
        fresh: the partitions that will replace its own; an empty one removes a month.
    """

    def __init__(self, store: Store, fresh: Store) -> None:
        self._store = store
        self._fresh = fresh
        self._months: dict[str, list[str]] = {}

    def months(self, table: str) -> list[str]:
        """The months that a table will have, earliest first."""
        if table not in self._months:
            folder = f"lake/{table}"
            changed = set(self._fresh.months(folder))
            untouched = set(self._store.months(folder)) - changed
            held = untouched | {month for month in changed if self._rows(table, month)}
            self._months[table] = sorted(held)
        return self._months[table]

    def touched(self, table: str) -> list[str]:
        """Those of `months` that this ingest changes."""
        changed = set(self._fresh.months(f"lake/{table}"))
        return [month for month in self.months(table) if month in changed]

    def had(self, table: str, month: str) -> bool:
        """Whether the lake had the month before this ingest."""
        return self._store.partition(f"lake/{table}", month).exists()

    def columns(self, table: str, month: str) -> list[str]:
        """The contract columns that a month has, in the order of the contract."""
        present = pl.read_parquet_schema(self._of(table, month).partition(f"lake/{table}", month))
        return [name for name in TABLES[table].columns if name in present]

    def supplies(self, table: str, *columns: str) -> bool:
        """Whether any month of `table` has all of `columns`."""
        return any(set(columns) <= set(self.columns(table, m)) for m in self.months(table))

    def scan(self, table: str, month: str) -> pl.LazyFrame:
        """One month with every column of the contract; empty where the lake has none."""
        return self._of(table, month).lake(table, [month])

    def _of(self, table: str, month: str) -> Store:
        fresh = self._fresh.partition(f"lake/{table}", month).exists()
        return self._fresh if fresh else self._store

    def _rows(self, table: str, month: str) -> int:
        part = self._fresh.partition(f"lake/{table}", month)
        rows: int = pl.scan_parquet(part, glob=False).select(pl.len()).collect().item()
        return rows
