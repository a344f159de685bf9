"""One table of the report: its account, and its touched months beside those before them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from features.contract import TABLES
from features.windows import shift
from pipelines.intake.quality.lake import Lake
from pipelines.intake.quality.measure import Measured, measure
from pipelines.intake.report import TableReport


@dataclass(frozen=True)
class Month:
    """A month that this ingest touched, or the month before one.

    Attributes:
        month: the month; `all` for a register.
        touched: whether this ingest changed it.
        fresh: whether the lake did not have it before.
        gap: whether the lake has earlier months but not the one just before.
        holds: what it holds.
        before: what the month before holds, if this one was touched and the lake has that.
    """

    month: str
    touched: bool
    fresh: bool
    gap: bool
    holds: Measured
    before: Measured | None


@dataclass(frozen=True)
class TableQuality:
    """One table of the report.

    Attributes:
        account: what became of the rows that came.
        newest: the latest time in the lake; None for a register.
        late: new rows of months that the lake had before; None for a register.
        months: the months shown, earliest first.
    """

    account: TableReport
    newest: dt.date | None
    late: int | None
    months: tuple[Month, ...]


def table_quality(lake: Lake, name: str, account: TableReport) -> TableQuality:
    """Measure the touched months of table `name`, and the months before them."""
    had = lake.months(name)
    if TABLES[name].month_of is None:
        return TableQuality(account, None, None, _months(lake, name, had, {}))
    before = {month: shift(month, -1) for month in lake.touched(name)}
    return TableQuality(
        account=account,
        newest=_newest(lake, name, had),
        late=sum(rows for month, rows in account.new_by_month.items() if lake.had(name, month)),
        months=_months(lake, name, had, before),
    )


def _months(lake: Lake, name: str, had: Sequence[str], before: dict[str, str]) -> tuple[Month, ...]:
    """The touched months and, of the months `before` them, those that the lake has."""
    holds = cache(lambda month: measure(lake, name, month))
    touched = lake.touched(name)
    return tuple(
        Month(
            month=month,
            touched=month in touched,
            fresh=not lake.had(name, month),
            gap=month in before and month != had[0] and before[month] not in had,
            holds=holds(month),
            before=holds(before[month]) if before.get(month) in had else None,
        )
        for month in sorted({*touched, *before.values()} & {*had})
    )


def _newest(lake: Lake, name: str, had: Sequence[str]) -> dt.date | None:
    if not had:
        return None
    newest = lake.scan(name, had[-1]).select(pl.col(str(TABLES[name].month_of)).max())
    time: dt.date = newest.collect(engine="streaming").item()
    return time
