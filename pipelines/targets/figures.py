"""How the values of features are written, and how wide a text is set."""

import math

from features.peers import Z_LIMIT
from models.reasons import Lang, amount
from pipelines.pages.figures import ABSENT, signed

_NARROW = 0x2E7F
"""The last character of the scripts that are one wide."""


def quantity(value: float | None, unit: str, lang: Lang) -> str:
    """A feature's value with its unit, such as `12.3%` or `1,234 元`, as its reason tells it."""
    if value is None or math.isnan(value):
        return ABSENT
    return signed(value) if unit == "z" else amount(value, unit, lang)


def bounded(z: float | None) -> str:
    """A robust z; at the limit no more is known than that it is at least so far out."""
    if z is None or abs(z) < Z_LIMIT:
        return signed(z, 1)
    return f"≥ +{Z_LIMIT:.0f}" if z > 0 else f"≤ −{Z_LIMIT:.0f}"


def width(text: str) -> int:
    """How wide `text` is set: Chinese characters are two wide, Latin ones one."""
    return sum(1 + (ord(sign) > _NARROW) for sign in text)
