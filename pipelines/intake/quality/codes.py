"""Codes outside the national lists of `config/codes.toml`: never dropped, always told."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl

from pipelines.intake.quality.lake import Lake
from pipelines.settings import CONFIG

FAMILY = 2
"""A local code that extends a national one begins with its first two digits (A.8)."""

SHOWN = r"^[0-9A-Za-z]{1,8}$"
"""What looks like a code is shown; anything else, which may be a name, is only counted."""


@dataclass(frozen=True)
class LocalCode:
    """A value of a coded column that the national list does not have.

    Attributes:
        table: the table.
        column: its coded column.
        code: the value, or None for all values together that do not look like codes.
        rows: rows of the touched months that have it.
        family: the national code that it extends, or None.
        family_zh: what that code means.
    """

    table: str
    column: str
    code: str | None
    rows: int
    family: str | None
    family_zh: str | None


@cache
def code_lists() -> Mapping[str, Mapping[str, str]]:
    """Column -> code -> meaning."""
    document = tomllib.loads((CONFIG / "codes.toml").read_text(encoding="utf-8"))
    return {column: entry["codes"] for column, entry in document.items()}


def local_codes(lake: Lake, table: str) -> list[LocalCode]:
    """The codes of a table's touched months outside the lists, the most frequent first."""
    months = lake.touched(table)
    coded = {c for month in months for c in lake.columns(table, month) if c in code_lists()}
    return [found for column in sorted(coded) for found in _outside(lake, table, column, months)]


def _outside(lake: Lake, table: str, column: str, months: list[str]) -> Iterator[LocalCode]:
    known = code_lists()[column]
    code = pl.col(column)
    shown = pl.when(code.str.contains(SHOWN)).then(code).alias("code")
    counts = (
        pl.concat([lake.scan(table, month).select(column) for month in months])
        .filter(code.is_not_null() & ~code.is_in(list(known)))
        .group_by(shown)
        .agg(pl.len().alias("rows"))
        .sort("rows", "code", descending=[True, False], nulls_last=True)
        .collect(engine="streaming")
    )
    for value, rows in counts.iter_rows():
        family = value[:FAMILY] if value and value[:FAMILY] in known else None
        yield LocalCode(table, column, value, rows, family, known.get(family or ""))
