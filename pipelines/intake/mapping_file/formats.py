"""Whether a format of times can be read: what is written in it must be read back the same."""

import datetime as dt
import re

import polars as pl

from features.contract import TABLES
from pipelines.intake.parsing import parse

MOMENT = dt.datetime(2031, 12, 30, 23, 58, 57)  # noqa: DTZ001  # times of the contract have no zone
"""A time of which no part can be taken for another."""

SIGN = re.compile(r"%[-_0]?(?:\.?\d?f|:*z|.)?", re.DOTALL)
"""One conversion, such as `%Y`, `%-d` or `%.f`."""

USUAL = "%Y year, %m month, %d day, %H hour, %M minute, %S second"


def fault_of_format(form: str) -> str | None:
    """What is wrong with `form`, if anything."""
    signs = SIGN.findall(form)
    if not signs:
        return f"'format' {form!r} has no % sign; write {USUAL}"
    unknown = [sign for sign in dict.fromkeys(signs) if _written(sign) is None]
    if unknown:
        return f"'format' {form!r}: unknown {', '.join(map(repr, unknown))}; usual are {USUAL}"
    if not _reads_what_it_writes(form):
        return (
            f"'format' {form!r} reads no day, or a time without its hours; a day needs year, month "
            "and day, a time %H with %M, or %I with %M and %p"
        )
    return None


def _written(form: str) -> str | None:
    try:
        text: str = pl.select(pl.lit(MOMENT).dt.to_string(form)).item()
    except pl.exceptions.ComputeError:
        return None
    return text


def _reads_what_it_writes(form: str) -> bool:
    """Whether the year, and all else that the format names, survives writing and reading."""
    text = _written(form)
    # Every table has `updt_time`, a time to the second.
    read = parse(pl.lit(text), "updt_time", TABLES["setl"], formats=(form,)).value.alias("read")
    try:
        time = pl.select(read, again=read.dt.to_string(form)).row(0, named=True)
    except pl.exceptions.ComputeError:
        return False
    return time["read"] is not None and time["read"].year == MOMENT.year and time["again"] == text
