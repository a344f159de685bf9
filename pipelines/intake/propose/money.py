"""Yuan or fen: what the amounts of a table are written in."""

import polars as pl

from pipelines.intake.propose.proposal import Doubt

ENOUGH = 20
"""Amounts other than nought that must be seen before anything is said."""

LARGE = 1_000
"""A median above this is large for whole yuan: claims have a median of some hundred."""


def money_doubts(amounts: pl.Series) -> tuple[Doubt, ...]:
    """Why `amounts` (text) may be fen; decimals prove that they are yuan."""
    seen = amounts.filter(~amounts.str.contains(r"^[+-]?0*(\.0*)?$"))
    if len(seen) < ENOUGH or seen.str.contains(".", literal=True).any():
        return ()
    numbers = seen.str.replace_all(",", "", literal=True).cast(pl.Float64, strict=False).abs()
    median = numbers.median()
    return (_perhaps_fen(),) if isinstance(median, float) and median >= LARGE else ()


def _perhaps_fen() -> Doubt:
    return Doubt(
        zh="金额都是整数且偏大，可能以分为单位", en="all amounts are whole and large: perhaps fen"
    )
