"""The kinds of columns that the contract's tables are made of."""

import datetime as dt

import dataframely as dy

SENTINEL_ID = r"(?i)^(0+|[-—–_.*?/]+|无|空|不详|未知|暂无|null|#?n/?a|\\n|none|nan)?$"
"""Placeholders that real exports write where an identifier is missing (peers.md, lesson 4)."""

EARLIEST = dt.date(1990, 1, 1)
LATEST = dt.date(2099, 12, 31)
EARLIEST_BIRTH = dt.date(1880, 1, 1)
"""Nobody insured was born earlier; ages up to 850 occur in real registers (A.9, trap 10)."""

FEN = {"unit": "fen"}
YUAN = {"unit": "yuan"}
PROSE = {"prose": True}


def key(*, primary_key: bool = False) -> dy.String:
    """An identifier that must be there and must not be a placeholder."""
    return dy.String(
        primary_key=primary_key,
        check={"placeholder_id": lambda col: ~col.str.strip_chars().str.contains(SENTINEL_ID)},
    )


def text() -> dy.String:
    """A code, a flag or an identifier that may be missing."""
    return dy.String(nullable=True)


def prose(*, nullable: bool = True, min_length: int | None = None) -> dy.String:
    """Words that people write: the only columns in which more than a code may stand."""
    return dy.String(nullable=nullable, min_length=min_length, metadata=PROSE)


def fen(*, nullable: bool = True) -> dy.Int64:
    """An amount of money, whole fen."""
    return dy.Int64(nullable=nullable, metadata=FEN)


def time(*, nullable: bool = False, primary_key: bool = False) -> dy.Datetime:
    """A local time without zone."""
    return dy.Datetime(
        nullable=nullable,
        primary_key=primary_key,
        min=dt.datetime.combine(EARLIEST, dt.time()),
        max=dt.datetime.combine(LATEST, dt.time(23, 59, 59)),
    )


def date(*, nullable: bool = False, earliest: dt.date = dt.date(1850, 1, 1)) -> dy.Date:
    """A day."""
    return dy.Date(nullable=nullable, min=earliest, max=LATEST)


def days() -> dy.Float64:
    """A number of days that may be missing."""
    return dy.Float64(nullable=True, min=0)


class Versioned(dy.Schema):
    """What every table has: the time of its source's last change of the row, if it says."""

    updt_time = time(nullable=True)
