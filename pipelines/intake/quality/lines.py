"""The months of a table, and the checks between tables, as lines of cells."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from features.contract import TABLES
from pipelines.intake.quality.against import nulls_rose, rows_changed
from pipelines.intake.quality.check import Check
from pipelines.intake.quality.figures import change
from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.measure import Column, Measured, Value
from pipelines.intake.quality.table import Month, TableQuality
from pipelines.pages.figures import ABSENT, count, moment, percent, yuan

_T = TypeVar("_T")

WIDE = 6
"""Months side by side: what an A4 page across can hold with exact amounts."""


@dataclass(frozen=True)
class Cell:
    """One number.

    Attributes:
        text: the number as written.
        notes: what stands below it, smaller.
        bar: the length of its bar, from 0 to 1, or None for no bar.
        warn: whether it is beyond its threshold.
    """

    text: str = ABSENT
    notes: tuple[str, ...] = ()
    bar: float | None = None
    warn: bool = False


@dataclass(frozen=True)
class Line:
    """A name and a cell for every month; lines without any number are not shown."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def told(self) -> bool:
        """Whether there is anything to tell."""
        return any(cell.text != ABSENT for cell in self.cells)


def panels(months: Sequence[_T]) -> list[Sequence[_T]]:
    """Months in groups of at most `WIDE`, the latest group first."""
    return [months[max(end - WIDE, 0) : end] for end in range(len(months), 0, -WIDE)]


def measures(table: TableQuality, months: Sequence[Month], limits: Limits) -> list[Line]:
    """Rows, persons, institutions and amounts; the names are keys of the wording."""
    most = max(month.holds.rows for month in table.months)
    account = table.account
    lines = {
        "rows": lambda m: Cell(count(m.holds.rows), bar=m.holds.rows / most),
        "against_before": lambda m: _against_before(m, limits),
        "new_rows": lambda m: Cell(count(account.new_by_month.get(m.month))),
        "quarantined_reasons": lambda m: _reasons(account.quarantined_by_month.get(m.month)),
        "persons": lambda m: Cell(count(m.holds.persons)),
        "institutions": lambda m: Cell(count(len(m.holds.institutions) or None)),
        "days": lambda m: Cell(count(len(m.holds.days) or None)),
        "amount": lambda m: Cell(yuan(m.holds.amount_fen)),
        "mean": lambda m: Cell(yuan(m.holds.mean_fen)),
        "negative": lambda m: _part(m.holds.negative, m.holds),
        "refunds": lambda m: _part(m.holds.refunds, m.holds),
        "void": lambda m: _part(m.holds.void, m.holds),
    }
    return _lines(lines, months)


def null_rates(months: Sequence[Month], limits: Limits) -> list[Line]:
    """The share of missing values of every column that has any in the months shown."""
    columns = [name for name in _columns(months) if any(m.holds.null_share(name) for m in months)]
    return [Line(name, tuple(_null_rate(m, name, limits) for m in months)) for name in columns]


def complete(months: Sequence[Month]) -> list[str]:
    """The columns without a missing value in the months shown."""
    return [name for name in _columns(months) if not any(m.holds.null_share(name) for m in months)]


def not_supplied(table: str, months: Sequence[Month]) -> list[str]:
    """The columns of the contract that none of the months has."""
    return [name for name in TABLES[table].columns if name not in _columns(months)]


def ranges(table: str, months: Sequence[Month], median: str) -> list[Line]:
    """Least, greatest and, of money, median value of every number and time."""
    units = {name: TABLES[table].unit(name) for name in TABLES[table].columns}
    lines = [
        Line(name, tuple(_range(m.holds.columns.get(name), units[name], median) for m in months))
        for name in _columns(months)
    ]
    return [line for line in lines if line.told]


def check_lines(checks: Iterable[Check], months: Sequence[str], limits: Limits) -> list[Line]:
    """A line for every check; the names are keys of the wording."""
    made = {(check.name, check.month): check for check in checks}
    names = dict.fromkeys(name for name, _ in made)
    lines = [Line(n, tuple(_check(made.get((n, m)), limits) for m in months)) for n in names]
    return [line for line in lines if line.told]


def _lines(lines: Mapping[str, Callable[[Month], Cell]], months: Sequence[Month]) -> list[Line]:
    made = [Line(name, tuple(cell(month) for month in months)) for name, cell in lines.items()]
    return [line for line in made if line.told]


def _against_before(month: Month, limits: Limits) -> Cell:
    if month.before is None:
        return Cell()
    ratio = month.holds.rows / month.before.rows
    return Cell(change(ratio), warn=rows_changed(month.holds, month.before, limits))


def _reasons(reasons: Mapping[str, int] | None) -> Cell:
    return Cell(count(sum(reasons.values()))) if reasons else Cell()


def _part(rows: int | None, of: Measured) -> Cell:
    return Cell() if rows is None else Cell(count(rows), (percent(rows / of.rows),))


def _columns(months: Sequence[Month]) -> list[str]:
    return list(dict.fromkeys(name for month in months for name in month.holds.columns))


def _null_rate(month: Month, column: str, limits: Limits) -> Cell:
    share, before = month.holds.null_share(column), month.before
    rose = before is not None and nulls_rose(column, month.holds, before, limits)
    return Cell(percent(share), bar=share, warn=rose)


def _range(column: Column | None, unit: str | None, median: str) -> Cell:
    if column is None or column.low is None or column.high is None:
        return Cell()
    notes = (f"{median} {yuan(column.median)}",) if unit == "fen" else ()
    return Cell(f"{_value(column.low, unit)} … {_value(column.high, unit)}", notes)


def _check(check: Check | None, limits: Limits) -> Cell:
    if check is None or not check.of:
        return Cell()
    notes = (percent(check.share), yuan(check.fen)) if check.rows else ()
    shown = tuple(note for note in notes if note != ABSENT)
    return Cell(count(check.rows), shown, warn=check.share > limits.check_share)


def _value(value: Value, unit: str | None) -> str:
    if isinstance(value, dt.date):
        return moment(value)
    if unit == "fen":
        return yuan(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
