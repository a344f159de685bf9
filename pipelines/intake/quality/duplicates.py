"""Near duplicates: rows that are equal in everything but their key.

They stay in the lake: two equal charges can both be right. Only their number is told.
"""

import polars as pl

from features.contract import TABLES
from pipelines.intake.quality.check import Check
from pipelines.intake.quality.lake import Lake
from pipelines.intake.quality.measure import AMOUNT

DUPLICATES = {"duplicate_settlement": "setl", "duplicate_line": "fee"}
"""Check -> the table whose rows are compared."""

BOOKKEEPING = "updt_time"
"""When the source last touched a row says nothing about what the row says."""

_ONE, _OTHER = 0, 1


def near_duplicates(lake: Lake, check: str, month: str) -> Check:
    """Rows of a month beyond the first of each group of near duplicates, and their amount.

    Two independent 64-bit hashes stand for the content of a row, so ten million rows need a
    few hundred megabytes; they never leave this call. Cost: two scans and a sort.
    """
    name = DUPLICATES[check]
    rows = lake.scan(name, month)
    apart = {*TABLES[name].key, BOOKKEEPING}
    content = pl.struct(column for column in lake.columns(name, month) if column not in apart)
    one = rows.select(one=content.hash(_ONE)).collect(engine="streaming").to_series()
    beyond, fen = 0, 0
    if not (again := _repeating(one)).is_empty():
        groups = rows.select(one=content.hash(_ONE), other=content.hash(_OTHER), fen=AMOUNT[name])
        beyond, fen = _beyond_the_first(groups.join(again.to_frame().lazy(), on="one", how="semi"))
    return Check(check, month, beyond, len(one), fen)


def _repeating(values: pl.Series) -> pl.Series:
    """The values that occur more than once, each once."""
    in_order = values.sort()
    return in_order.filter(in_order == in_order.shift(1)).unique()


def _beyond_the_first(rows: pl.LazyFrame) -> tuple[int, int]:
    groups = rows.group_by("one", "other").agg(
        more=pl.len().cast(pl.Int64) - 1, fen=pl.first("fen")
    )
    told = groups.select(pl.sum("more"), fen=(pl.col("more") * pl.col("fen")).sum())
    more, fen = told.collect(engine="streaming").row(0)
    return more, fen
