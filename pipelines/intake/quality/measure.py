"""What one month of one table holds."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from features.contract import TABLES, Table
from pipelines.intake.quality.lake import Lake

AMOUNT = {"setl": "medfee_sumamt", "fee": "det_item_fee_sumamt", "case": "amount"}
"""The amount of a row, for the tables that have one (fen)."""

Value = int | float | dt.datetime | dt.date
"""A number or a time."""


@dataclass(frozen=True)
class Column:
    """One column in one month.

    Attributes:
        nulls: rows without a value.
        low: the least value of a number or a time, or None.
        high: the greatest one.
        median: of money, in fen: the lower of the two middle values where the count is even.
    """

    nulls: int
    low: Value | None = None
    high: Value | None = None
    median: int | None = None


@dataclass(frozen=True)
class Measured:
    """One month of one table.

    Attributes:
        rows: its rows.
        columns: the columns that it has.
        persons: distinct `psn_no`, where the table has them.
        institutions: `fixmedins_code` -> rows, where the table has them.
        amount_fen: sum of the amounts of all rows.
        negative: rows with a negative amount.
        refunds: settlements marked as refunds.
        void: rows marked as void.
        days: days of the month with a row.
    """

    rows: int
    columns: Mapping[str, Column]
    persons: int | None = None
    institutions: Mapping[str, int] = field(default_factory=dict)
    amount_fen: int | None = None
    negative: int | None = None
    refunds: int | None = None
    void: int | None = None
    days: frozenset[dt.date] = frozenset()

    def null_share(self, column: str) -> float:
        """The share of rows without a value; a column that is not there has none."""
        return self.columns[column].nulls / self.rows if column in self.columns else 1.0

    @property
    def mean_fen(self) -> float | None:
        """The mean amount of a row."""
        return None if self.amount_fen is None else self.amount_fen / self.rows


def measure(lake: Lake, name: str, month: str) -> Measured:
    """Measure a month that the lake has.

    Cost: one streamed scan, and one of each money column, which is held for its exact median.
    Counts and sums of whole numbers are exact.
    """
    table, held = TABLES[name], lake.columns(name, month)
    rows = lake.scan(name, month)
    told = rows.select(_counts(table, held)).collect(engine="streaming").row(0, named=True)
    return Measured(
        **told,
        columns=_columns(rows, table, held),
        institutions=_institutions(rows) if "fixmedins_code" in held else {},
        days=_days(rows, table),
    )


def _counts(table: Table, held: list[str]) -> Iterator[pl.Expr]:
    yield pl.len().alias("rows")
    if "psn_no" in held:
        yield pl.col("psn_no").n_unique().alias("persons")
    if (amount := AMOUNT.get(table.name)) in held:
        yield pl.col(amount).sum().alias("amount_fen")
        yield (pl.col(amount) < 0).sum().alias("negative")
    if "refd_setl_flag" in held:
        yield (pl.col("refd_setl_flag") == "1").sum().alias("refunds")
    if "vali_flag" in held:
        yield (pl.col("vali_flag") == "0").sum().alias("void")


def _columns(rows: pl.LazyFrame, table: Table, held: list[str]) -> dict[str, Column]:
    """What can be told of every column while the rows pass by, and the medians of money."""
    told = [pl.struct(*_passing(table, name)).alias(name) for name in held]
    seen = rows.select(told).collect(engine="streaming").row(0, named=True) if held else {}
    medians = {name: _median(rows, name) for name in held if table.unit(name) == "fen"}
    return {name: Column(**seen[name], median=medians.get(name)) for name in held}


def _passing(table: Table, name: str) -> Iterator[pl.Expr]:
    column, dtype = pl.col(name), table.dtypes[name]
    yield column.null_count().alias("nulls")
    if dtype.is_temporal() or dtype.is_numeric():
        yield column.min().alias("low")
        yield column.max().alias("high")


def _median(rows: pl.LazyFrame, name: str) -> int | None:
    values = rows.select(name).collect(engine="streaming").to_series()
    median = values.quantile(0.5, interpolation="lower")
    return None if median is None else int(median)


def _institutions(rows: pl.LazyFrame) -> dict[str, int]:
    counts = rows.group_by("fixmedins_code").len().sort("fixmedins_code")
    return dict(counts.collect(engine="streaming").iter_rows())


def _days(rows: pl.LazyFrame, table: Table) -> frozenset[dt.date]:
    if table.month_of is None:
        return frozenset()
    day = rows.select(pl.col(table.month_of).dt.date()).unique()
    return frozenset(day.collect(engine="streaming").to_series())
