"""How the numbers of the report are written for people."""

import datetime as dt
from collections.abc import Mapping

ABSENT = "—"
_LEAST_SHOWN = 0.0001


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


def percent(share: float | None) -> str:
    """A share as a percentage; a share that is not nothing never looks like nothing."""
    if share is None:
        return ABSENT
    if 0 < share < _LEAST_SHOWN:
        return "<0.01%"
    if 1 - _LEAST_SHOWN < share < 1:
        return ">99.99%"
    return f"{share:.2%}"


def change(ratio: float | None) -> str:
    """A ratio as a signed percentage, with a true minus."""
    return ABSENT if ratio is None else f"{ratio - 1:+.1%}".replace("-", "−")


def moment(value: dt.date | None) -> str:
    """A date, with hour and minute where there are any."""
    if value is None:
        return ABSENT
    timed = isinstance(value, dt.datetime) and value.time() != dt.time()
    return value.strftime("%Y-%m-%d %H:%M" if timed else "%Y-%m-%d")


def named(name: str, value: object, words: Mapping[str, str]) -> str:
    """A number of an alert, written as its name asks."""
    match value:
        case tuple():
            return words["comma"].join(map(str, value))
        case dt.date():
            return moment(value)
        case int() if name.endswith("fen"):
            return yuan(value)
        case int():
            return count(value)
        case float():
            return f"{value:.2f}" if name == "ratio" else percent(value)
        case _:
            return str(value)
