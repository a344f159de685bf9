"""The fee lines of a month, in memory while its encounters and hits are made."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from features.encounters import standing_lines
from features.keys import numbered
from pipelines.engine import Engine
from pipelines.store import Store


@dataclass
class Charges:
    """The fee lines of a month, read once for whoever asks first, and never if nobody does."""

    store: Store
    engine: Engine
    month: str

    @cached_property
    def fee(self) -> pl.LazyFrame:
        """All lines, their keys as numbers."""
        return self.engine.collect(numbered(self.store.lake("fee", [self.month]))).lazy()

    @cached_property
    def lines(self) -> pl.LazyFrame:
        """The lines that stand."""
        return self.engine.collect(standing_lines(self.fee)).lazy()
