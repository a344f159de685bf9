"""Rows that name something the lake does not have, and ages that cannot be."""

from dataclasses import dataclass

import polars as pl

from pipelines.intake.quality.check import Check
from pipelines.intake.quality.lake import Lake
from pipelines.intake.quality.measure import AMOUNT
from pipelines.store import WHOLE


@dataclass(frozen=True)
class Reference:
    """Rows of `table` name by `key` a row of table `among`."""

    table: str
    key: str
    among: str


REFERENCES = {
    "unknown_settlement": Reference("fee", "setl_id", "setl"),
    "unknown_encounter": Reference("setl", "mdtrt_id", "mdtrt"),
    "unknown_person": Reference("setl", "psn_no", "psn"),
    "unknown_institution": Reference("setl", "fixmedins_code", "inst"),
}
"""Check -> the reference that it follows."""


def unknown(lake: Lake, check: str, month: str) -> Check:
    """Rows of a month whose reference leads to no row; those without a reference are left out.

    The months of the other table are searched outwards from `month`, because nearly all is
    found at once. Cost: one column of the months searched.
    """
    reference = REFERENCES[check]
    named = _named(lake, reference, month)
    left = named
    for other in _outwards(lake.months(reference.among), month):
        if left.is_empty():
            break
        known = lake.scan(reference.among, other).select(reference.key)
        left = left.lazy().join(known, on=reference.key, how="anti").collect(engine="streaming")
    (rows, fen), of = left.select(pl.sum("rows", "fen")).row(0), named.select(pl.sum("rows")).item()
    return Check(check, month, rows, of, fen)


def _named(lake: Lake, reference: Reference, month: str) -> pl.DataFrame:
    """Every value of the reference's key in a month, with its rows and their amount."""
    rows = lake.scan(reference.table, month).filter(pl.col(reference.key).is_not_null())
    counted = rows.group_by(reference.key).agg(
        rows=pl.len().cast(pl.Int64), fen=pl.sum(AMOUNT[reference.table])
    )
    return counted.collect(engine="streaming")


def unsettled(lake: Lake, month: str) -> Check:
    """Fee lines of a month without `setl_id`: the stay goes on, or its end never came."""
    open_lines = pl.col("setl_id").is_null()
    amount = pl.col(AMOUNT["fee"]).filter(open_lines).sum()
    told = lake.scan("fee", month).select(open_lines.sum().alias("rows"), pl.len(), amount)
    rows, of, fen = told.collect(engine="streaming").row(0)
    return Check("unsettled_line", month, rows, of, fen)


def absurd_ages(lake: Lake, month: str, oldest: int) -> Check:
    """Encounters of a person who was not born yet or was older than `oldest` years (A.9, 10)."""
    day, born = pl.col("begntime").dt.date(), pl.col("brdy")
    absurd = (born > day) | (born.dt.offset_by(f"{oldest}y") < day)
    persons = lake.scan("psn", WHOLE).select("psn_no", "brdy").filter(born.is_not_null())
    visits = lake.scan("mdtrt", month).select("psn_no", "begntime").join(persons, on="psn_no")
    told = visits.select(absurd.sum().alias("rows"), pl.len()).collect(engine="streaming")
    rows, of = told.row(0)
    return Check("absurd_age", month, rows, of)


def _outwards(months: list[str], month: str) -> list[str]:
    """`months`, the nearest to `month` first."""

    def distance(other: str) -> int:
        return 0 if other == WHOLE else abs(_count(other) - _count(month))

    return sorted(months, key=distance)


def _count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])
