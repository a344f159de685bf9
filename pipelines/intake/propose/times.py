"""The formats of times, found from the values."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from features.contract import Table
from features.contract.columns import EARLIEST_BIRTH
from pipelines.intake.parsing import parse
from pipelines.intake.propose.proposal import Doubt

DAYS = (
    "%Y%m%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y",
    "%d-%b-%Y", "%d/%m/%y", "%m/%d/%y", "%d-%b-%y", "%y%m%d",
)  # fmt: skip
HOURS = ("", " %H:%M", " %H:%M:%S", " %H%M%S", " %H%M", "%H%M%S", "T%H:%M:%S")
FORMATS = tuple(day + hour for day in DAYS for hour in HOURS)
"""Formats that exports use beside those that are read without being named."""

MOST = 3
"""Formats that one column may mix."""

READABLE = 0.9
"""Share of values that must be times before a column is taken for one."""

SWAPPED = {"%d/%m/%Y": "%m/%d/%Y", "%d-%m-%Y": "%m-%d-%Y", "%d/%m/%y": "%m/%d/%y"}
"""Day first, and what the same values mean with the month first."""


@dataclass(frozen=True)
class Times:
    """How a column writes times.

    Attributes:
        formats: what a mapping must name; nothing where the values can be read without.
        share: the share of values that are read with them.
        doubts: why they may mean something else.
    """

    formats: tuple[str, ...]
    share: float
    doubts: tuple[Doubt, ...]


def times_of(values: pl.Series, column: str, table: Table) -> Times:
    """Find the fewest formats that read the most of `values` as the contract column.

    Day and month are told apart by a day above 12; without one the formats stay in doubt.
    """
    found: list[str] = []
    unread = _unread(values, column, table, ())
    while len(unread) and len(found) < MOST:
        left = {form: _unread(unread, column, table, (form,)) for form in FORMATS}
        best = min(left, key=lambda form: (len(left[form]), FORMATS.index(form)))
        if len(left[best]) == len(unread):
            break
        found.append(best)
        unread = left[best]
    doubts = [_ambiguous(each) for form in found for each in _readings(values, form, column, table)]
    share = 1 - len(unread) / len(values) if len(values) else 0.0
    return Times(tuple(found), share, tuple(doubts))


def _unread(values: pl.Series, column: str, table: Table, formats: Sequence[str]) -> pl.Series:
    """The values that no format reads, or reads as a year that is no year (24 for 2024)."""
    parsed = parse(pl.col(values.name), column, table, formats=formats)
    read = parsed.value.dt.year() >= EARLIEST_BIRTH.year
    return values.to_frame().filter(~read.fill_null(value=False)).to_series()


def _readings(values: pl.Series, form: str, column: str, table: Table) -> list[tuple[str, str]]:
    """The other way to read the values that `form` reads, if it reads them as well."""
    swaps = [(day, month) for day, month in SWAPPED.items() if form.startswith(day)]
    others = [(form, form.replace(day, month)) for day, month in swaps]
    mine = _unread(values, column, table, (form,))
    return [
        (one, other)
        for one, other in others
        if len(_unread(values, column, table, (other,))) == len(mine)
    ]


def _ambiguous(readings: tuple[str, str]) -> Doubt:
    one, other = readings
    return Doubt(
        zh=f"日和月分不清：{one} 或 {other}",
        en=f"day and month cannot be told apart: {one} or {other}",
    )
