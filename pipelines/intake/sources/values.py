"""The single values that database drivers give, as an export would have written them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

import polars as pl

from pipelines.errors import InputError

CHINA = ZoneInfo("Asia/Shanghai")
"""Where a moment with a zone becomes a time of day."""

EXACT_INTEGER = 2**53
"""Below this every whole float is one exact integer."""


def texts_of(values: Sequence[object], where: str) -> pl.Series:
    """The values of a column as text, without loss; only what is missing is null.

    A decimal keeps its zeros, a date is written as in ISO 8601 and a flag as 1 or 0; a float has
    its shortest digits, and one that is no number is missing.

    Raises:
        InputError: a value is no single one: bytes, a list, a document. It is not quoted.
    """
    if all(kind in {str, type(None)} for kind in set(map(type, values))):
        return pl.Series(values, dtype=pl.String)
    return pl.Series([_text(value, where) for value in values], dtype=pl.String)


def _text(value: object, where: str) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return str(int(value))
        case float():
            return _shortest(value)
        case Decimal():
            return None if value.is_nan() else f"{value:f}"
        case dt.datetime():
            local = value if value.tzinfo is None else value.astimezone(CHINA)
            return local.replace(tzinfo=None).isoformat(" ")
        case int() | dt.date() | dt.time() | dt.timedelta() | uuid.UUID():
            return str(value)
        case _:
            raise InputError(
                f"{where} holds {type(value).__name__}, not single values; "
                "leave it out of the mapping, or turn it into text in a `query`"
            )


def _shortest(value: float) -> str | None:
    if value.is_integer() and abs(value) < EXACT_INTEGER:
        return str(int(value))
    return None if value != value else repr(value)  # noqa: PLR0124 - only NaN differs from itself
