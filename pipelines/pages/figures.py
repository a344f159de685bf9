"""How numbers and times are written for people."""

import datetime as dt
import math

ABSENT = "—"


def count(value: int | None) -> str:
    """A whole number with separators."""
    return ABSENT if value is None else f"{value:,}"


def yuan(fen: float | None) -> str:
    """An amount in fen as yuan with two decimals and separators, without the unit."""
    if fen is None:
        return ABSENT
    whole = round(fen)
    sign, whole = ("-" if whole < 0 else ""), abs(whole)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"


def percent(share: float | None, decimals: int = 2) -> str:
    """A share as a percentage; what is not quite nothing, or not quite all, never looks so."""
    if share is None:
        return ABSENT
    least = 10.0 ** -(decimals + 2)
    if 0 < share < least:
        return f"<{least:.{decimals}%}"
    if 1 - least < share < 1:
        return f">{1 - least:.{decimals}%}"
    return f"{share:.{decimals}%}"


def signed(value: float | None, decimals: int = 2) -> str:
    """A number with its sign; a true minus, and no negative zero."""
    if value is None or math.isnan(value):
        return ABSENT
    return f"{value:+.{decimals}f}".replace("-", "−") if round(value, decimals) else "0"


def fixed(value: float | None, decimals: int) -> str:
    """A number with a fixed count of decimals; empty when absent, never a negative zero."""
    return "" if value is None else f"{round(value, decimals) + 0.0:.{decimals}f}"


def moment(value: dt.date | None) -> str:
    """A date, with hour and minute where there are any."""
    if value is None:
        return ABSENT
    timed = isinstance(value, dt.datetime) and value.time() != dt.time()
    return value.strftime("%Y-%m-%d %H:%M" if timed else "%Y-%m-%d")
