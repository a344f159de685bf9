"""Months that several months' signals see, read once for all of them.

A signal of a month looks back on the months before it, so every month is wanted by as many runs
as a signal sees months. What they see is kept with its keys as numbers until it is no longer
wanted. Cost: the rows of the months in work, in memory, instead of reading each of them anew.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import polars as pl

from features.keys import numbered
from pipelines.engine import Engine


class Recent:
    """Reads months of tables, and remembers the last ones.

    Args:
        engine: what carries out the reading.
        read: the rows of a table in a month.
        kept: how many months of all tables together are remembered.
    """

    def __init__(self, engine: Engine, read: Callable[[str, str], pl.LazyFrame], kept: int) -> None:
        self._engine = engine
        self._read = read
        self._frame = lru_cache(maxsize=kept)(self._once)

    def months(self, table: str, months: Sequence[str]) -> pl.LazyFrame:
        """The rows of some months, in their order."""
        return pl.concat([self._frame(table, month).lazy() for month in months])

    def _once(self, table: str, month: str) -> pl.DataFrame:
        return self._engine.collect(numbered(self._read(table, month)))
