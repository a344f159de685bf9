"""The calendar of a dossier: on which days somebody lay there, and who (I-02, I-04, R-03)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from features.windows import first_day, shift, trailing

MONTHS = 12
"""Months that a calendar shows: those of the window."""

PERSONS_SHOWN = 30
"""Lines of a calendar's table; what there is more is told in number."""

SPANS_SHOWN = 12
"""Stays that a line tells by their days."""


@dataclass(frozen=True)
class Day:
    """A day with somebody in bed: its place, and its bars as shares of the fullest day."""

    row: int
    column: int
    persons: float
    hit: float


@dataclass(frozen=True)
class Calendar:
    """The days of the window.

    Attributes:
        months: the rows, `YYYY-MM`.
        days: the days with anybody in bed.
        most: persons on the fullest of them.
        stays: how many stays there are in all.
        lines: whose stays were hit, those with the most hits first: `who, stays, days, hits,
            spans` (first and last days) and `more` (stays that `spans` leaves out).
        whose: how many there are of those.
    """

    months: Sequence[str]
    days: Sequence[Day]
    most: int
    stays: int
    lines: Sequence[Mapping[str, Any]]
    whose: int


def calendar(stays: pl.DataFrame, month: str, who: str) -> Calendar | None:
    """The calendar of one entity; None where nobody lay.

    Args:
        stays: its stays (`features.stays.STAY`).
        month: the last month of the window.
        who: the column that the table tells hit stays by: `psn_no`, or of a person the house.
    """
    months = trailing(month, MONTHS)
    counted = _counted(stays, first_day(months[0]), _day_before(shift(month, 1)))
    if counted.is_empty():
        return None
    most = int(counted["persons"].max() or 0)  # type: ignore[arg-type]
    days = [
        Day(months.index(f"{day:%Y-%m}"), day.day - 1, persons / most, hit / most)
        for day, persons, hit in counted.iter_rows()
    ]
    hit = stays.filter(pl.col("hits") > 0)
    lines = [_line(row) for row in _by_who(hit, who).head(PERSONS_SHOWN).iter_rows(named=True)]
    return Calendar(months, days, most, stays.height, lines, hit[who].n_unique())


def _day_before(month: str) -> dt.date:
    return first_day(month) - dt.timedelta(days=1)


def _counted(stays: pl.DataFrame, first: dt.date, last: dt.date) -> pl.DataFrame:
    """`day, persons, hit`: persons in bed, the day of discharge included, and with hit stays."""
    inside = stays.filter(pl.col("end") >= first, pl.col("begn") <= last).select(
        "psn_no",
        "hits",
        day=pl.date_ranges(pl.max_horizontal("begn", first), pl.min_horizontal("end", last)),
    )
    days = inside.explode("day", keep_nulls=False, empty_as_null=False)
    persons = pl.col("psn_no")
    return (
        days.group_by("day")
        .agg(persons=persons.n_unique(), hit=persons.filter(pl.col("hits") > 0).n_unique())
        .sort("day")
    )


def _by_who(hit: pl.DataFrame, who: str) -> pl.DataFrame:
    return (
        hit.sort("begn", "mdtrt_id")
        .group_by(who=who)
        .agg(
            stays=pl.len(),
            days=(pl.col("end") - pl.col("begn")).dt.total_days().clip(1).sum(),
            hits=pl.col("hits").sum(),
            begn=pl.col("begn"),
            end=pl.col("end"),
        )
        .sort("hits", "who", descending=[True, False])
    )


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    spans = list(zip(row["begn"], row["end"], strict=True))
    return {**row, "spans": spans[:SPANS_SHOWN], "more": len(spans[SPANS_SHOWN:])}
