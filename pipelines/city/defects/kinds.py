"""Damaged rows, kind by kind, and what a good reader makes of each (`domain_standard` A.9, A.10).

A row that can still be read means what it meant; the others belong into quarantine.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

READ, REPEATED, QUARANTINED = "read", "repeated", "quarantined"
"""What becomes of a damaged row."""

FULL_WIDTH = {str(digit): chr(0xFF10 + digit) for digit in range(10)}
PLACEHOLDERS = ("0", "-", "无", "000000")

Change = Callable[[pl.Expr], pl.Expr]


def _full_width(value: pl.Expr) -> pl.Expr:
    return value.str.replace_many(list(FULL_WIDTH), list(FULL_WIDTH.values()))


def _spaced(value: pl.Expr) -> pl.Expr:
    return pl.format(" \u3000{}\t", value)


def _as_float(value: pl.Expr) -> pl.Expr:
    return pl.format("{}.0", value)


def _currency(value: pl.Expr) -> pl.Expr:
    return pl.format("¥{}", value)


def _in_words(value: pl.Expr) -> pl.Expr:
    return value.replace({"1": "是", "0": "否"})


def _disguised(value: pl.Expr) -> pl.Expr:
    return pl.format('="{}"', value)


def _placeholder(sign: str) -> Change:
    def change(value: pl.Expr) -> pl.Expr:
        return pl.lit(sign) + value.str.slice(0, 0)

    return change


def _no_number(value: pl.Expr) -> pl.Expr:
    return pl.format("{}#REF!", value)


def _no_day(value: pl.Expr) -> pl.Expr:
    return pl.lit("00000000") + value.str.slice(0, 0)


@dataclass(frozen=True)
class Kind:
    """One kind of damage to one column of an export, and its fate."""

    name: str
    table: str
    column: str
    change: Change
    fate: str


KINDS = (
    Kind("full-width digits", "setl_d", "PSN_NO", _full_width, READ),
    Kind("stray spaces", "setl_d", "MED_TYPE", _spaced, READ),
    Kind("code as a float", "setl_d", "INSUTYPE", _as_float, READ),
    Kind("currency sign", "setl_d", "MEDFEE_SUMAMT", _currency, READ),
    Kind("flag in words", "setl_d", "VALI_FLAG", _in_words, READ),
    Kind("spreadsheet disguise", "setl_d", "MDTRT_ID", _disguised, READ),
    *(
        Kind(f"person called {sign}", "setl_d", "PSN_NO", _placeholder(sign), QUARANTINED)
        for sign in PLACEHOLDERS
    ),
    Kind("amount that is none", "setl_d", "MEDFEE_SUMAMT", _no_number, QUARANTINED),
    Kind("time that is none", "setl_d", "SETL_TIME", _no_day, QUARANTINED),
    Kind("full-width digits", "mdtrt_d", "MEDINS_CODE", _full_width, READ),
    Kind("stray spaces", "mdtrt_d", "PSN_NO", _spaced, READ),
    Kind("code as a float", "mdtrt_d", "MED_TYPE", _as_float, READ),
    Kind("time that is none", "mdtrt_d", "BEGNDATE", _no_day, QUARANTINED),
    Kind("institution called 0", "mdtrt_d", "MEDINS_CODE", _placeholder("0"), QUARANTINED),
    Kind("stray spaces", "diag_d", "DIAG_CODE", _spaced, READ),
    Kind("time that is none", "diag_d", "DIAG_TIME", _no_day, QUARANTINED),
)
SHARE = 0.002
"""Share of rows that each kind damages."""

TWICE = 0.003
"""Share of rows that stand in a file twice."""

KEYS = {"setl_d": "SETL_ID", "mdtrt_d": "MDTRT_ID", "diag_d": "MDTRT_ID"}
"""The column that names a row."""

DEFECTS = {"file": pl.String, "key": pl.String, "kind": pl.String, "fate": pl.String}
"""The columns of `truth/defects.parquet`."""


def damaged(
    rows: pl.DataFrame, table: str, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows with damage, and `key, kind, fate` of the damaged ones; each has one defect at most.

    `rows` holds strings, as they stand in the file.
    """
    kinds = [kind for kind in KINDS if kind.table == table]
    chances = [SHARE] * len(kinds)
    drawn = rng.choice(len(kinds) + 1, len(rows), p=[1 - sum(chances), *chances])
    numbered = rows.with_columns(pl.Series("kind", drawn))
    hit = pl.col("kind")
    for number, kind in enumerate(kinds, start=1):
        changed = pl.when((hit == number) & pl.col(kind.column).is_not_null())
        numbered = numbered.with_columns(
            changed.then(kind.change(pl.col(kind.column))).otherwise(kind.column).alias(kind.column)
        )
    told = numbered.filter(hit > 0).select(
        key=rows.filter(pl.Series(drawn > 0))[KEYS[table]],
        kind=hit.replace_strict({n: kind.name for n, kind in enumerate(kinds, start=1)}),
        fate=hit.replace_strict({n: kind.fate for n, kind in enumerate(kinds, start=1)}),
    )
    sound = numbered.filter(hit == 0).drop("kind")
    again = sound.filter(pl.Series(rng.random(len(sound)) < TWICE))
    twice = again.select(key=KEYS[table], kind=pl.lit("the same row again"), fate=pl.lit(REPEATED))
    return pl.concat([numbered.drop("kind"), again]), pl.concat([told, twice])
