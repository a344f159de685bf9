"""How the values of features are written, and how wide a text is set."""

import math
from collections.abc import Callable, Mapping

from models.reasons import share
from pipelines.pages.figures import ABSENT, signed

_NARROW = 0x2E7F
"""The last character of the scripts that are one wide."""

_LARGE = 100
"""From here on decimals say nothing."""


def quantity(value: float | None, unit: str, words: Mapping[str, str]) -> str:
    """A feature's value with its unit, such as `12.3%` or `1,234 元`."""
    if value is None or math.isnan(value):
        return ABSENT
    write = _WRITTEN.get(unit)
    return write(value, words) if write else f"{value:,.2f}"


def width(text: str) -> int:
    """How wide `text` is set: Chinese characters are two wide, Latin ones one."""
    return sum(1 + (ord(sign) > _NARROW) for sign in text)


def _count(value: float) -> str:
    whole = value == round(value) or abs(value) >= _LARGE
    return f"{value:,.0f}" if whole else f"{value:,.1f}"


def _yuan(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= _LARGE else f"{value:,.2f}"


_WRITTEN: Mapping[str, Callable[[float, Mapping[str, str]], str]] = {
    "count": lambda value, _: _count(value),
    "days": lambda value, words: f"{value:,.1f} {words['days']}",
    "per_month": lambda value, words: f"{value:,.2f}{words['per_month']}",
    "share": lambda value, _: share(value),
    "yuan": lambda value, words: f"{_yuan(value)} {words['yuan']}",
    "z": lambda value, _: signed(value),
}
