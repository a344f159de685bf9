"""A month of a table against the month before: what is worth a look."""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping

from features.windows import first_day
from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.measure import Measured

SHOWN = 10
"""Institutions and days that one alert names."""

Number = int | float | str | dt.date | tuple[str, ...]
"""What stands behind an alert."""

Found = Iterator[tuple[str, Mapping[str, Number]]]
"""Kinds of alerts with the numbers behind them."""


def rows_changed(now: Measured, before: Measured, limits: Limits) -> bool:
    """Whether a month has far fewer or far more rows; small months are not compared."""
    enough = max(now.rows, before.rows) >= limits.compared_rows
    return enough and not limits.rows_from <= now.rows / before.rows <= limits.rows_to


def nulls_rose(column: str, now: Measured, before: Measured, limits: Limits) -> bool:
    """Whether a column has far more missing values; small months are not compared."""
    enough = min(now.rows, before.rows) >= limits.compared_rows
    return (
        enough and 100 * (now.null_share(column) - before.null_share(column)) > limits.null_points
    )


def changes(now: Measured, before: Measured, limits: Limits) -> Found:
    """What changed from one month to the next."""
    if rows_changed(now, before, limits):
        ratio = now.rows / before.rows
        told: dict[str, Number] = {"rows": now.rows, "before": before.rows, "ratio": ratio}
        yield "rows_fell" if ratio < 1 else "rows_rose", {**told, "until": max(now.days)}
    if max(now.rows, before.rows) >= limits.compared_rows:
        yield from _silent(now, before, limits)
    if min(now.rows, before.rows) >= limits.compared_rows:
        yield from _mean(now, before, limits)
    yield from _nulls(now, before, limits)


def days_missing(now: Measured, month: str, limits: Limits, *, last: bool) -> Found:
    """Days without a row; the last month of a table is looked at up to its last day with one."""
    if now.rows < limits.compared_rows:
        return
    first = first_day(month)
    end = max(now.days).day if last else calendar.monthrange(first.year, first.month)[1]
    days = [first.replace(day=day) for day in range(1, end + 1)]
    empty = [day.isoformat() for day in days if day not in now.days]
    if empty:
        yield "days_missing", {"count": len(empty), "days": tuple(empty[:SHOWN])}


def _silent(now: Measured, before: Measured, limits: Limits) -> Found:
    """Institutions that had rows in the month before and have none."""
    silent = {
        code: rows
        for code, rows in before.institutions.items()
        if rows >= limits.silent_rows and code not in now.institutions
    }
    if silent:
        most = sorted(silent, key=lambda code: (-silent[code], code))[:SHOWN]
        yield "silent", {"count": len(silent), "rows": sum(silent.values()), "codes": tuple(most)}


def _mean(now: Measured, before: Measured, limits: Limits) -> Found:
    if now.mean_fen is None or not before.mean_fen:
        return
    ratio = now.mean_fen / before.mean_fen
    if not limits.mean_from <= ratio <= limits.mean_to:
        numbers = {"fen": round(now.mean_fen), "before_fen": round(before.mean_fen)}
        yield "mean_changed", {**numbers, "ratio": ratio}


def _nulls(now: Measured, before: Measured, limits: Limits) -> Found:
    """Columns with more missing values; one that lost all of them has vanished."""
    for column in before.columns:
        if nulls_rose(column, now, before, limits):
            share = now.null_share(column)
            kind = "column_vanished" if share == 1 else "nulls_rose"
            yield kind, {"column": column, "share": share, "before": before.null_share(column)}
