"""What a lead is called: the violations it names, what bears them out, and so its tier."""

from collections.abc import Mapping

import polars as pl

from features.catalogue import SIGNALS, counted
from models.causes import EVIDENT, causes
from models.whose import committed

RED, ORANGE, YELLOW, BLUE = TIERS = ("红", "橙", "黄", "蓝")
"""Risk tiers, gravest first: fraud pattern, art. 38, art. 39, random draw (domain standard D.6)."""

LEADING_REASONS = 5
"""How many of an entity's reasons decide which violations its lead names."""

BEYOND_LUCK = 2.33
"""Robust z that one in a hundred reaches by chance, and three hits where none is usual do
(decision 004)."""

CLAIMS, FEW, OTHERS, MEASURE = GROUNDS = ("claims", "few", "others", "measure")
"""What bears a reason out: claims that show what the target does itself, more than luck brings;
few that break a limit outright; claims that show what others do there or with it; or no more than
an unusual measure."""

_DEFINITE = [counted(signal).name for signal in SIGNALS if signal.certainty == "definite"]
"""Shares of claims that break a limit outright (domain standard B.1): one of them is no chance, but
may be a wrong entry."""


def named(reasons: pl.DataFrame, level: str) -> pl.DataFrame:
    """What the leads of a level name, and what of it is borne out.

    Args:
        reasons: columns as in `models.explanation.REASONS`.
        level: `institution`, `doctor` or `patient`.

    Returns:
        `entity_id`, `violations` (the causes of the leading reasons that stand out from the peers,
        in order, joined by `|`), `leading` and `grounds` (the first of these causes that stands
        further out than chance may carry it, and which of `GROUNDS` bears it out; null where none
        does); who has no such reason is missing.
    """
    leading = (pl.col("place") <= LEADING_REASONS) & pl.col("stands_out")
    points = pl.col("violations") != ""
    borne_out = pl.col("grounds").is_not_null()
    return (
        causes(reasons, level)
        .filter(leading, points)
        .with_columns(grounds=_grounds(level))
        .group_by("entity_id", maintain_order=True)
        .agg(
            pl.col("cause").str.join("|").alias("violations"),
            pl.col("cause").filter(borne_out).first().alias("leading"),
            pl.col("grounds").filter(borne_out).first(),
        )
    )


def _grounds(level: str) -> pl.Expr:
    """What bears out a cause, by the member of it that speaks the loudest."""
    seen = (pl.col("evidence") >= EVIDENT).fill_null(value=False)
    far = (pl.col("robust_z").abs() >= BEYOND_LUCK).fill_null(value=False)
    outright = pl.col("feature").is_in(_DEFINITE)
    own = committed(pl.col("cause"), level)
    return (
        pl.when(seen & (far | outright) & ~own)
        .then(pl.lit(OTHERS))
        .when(seen & far)
        .then(pl.lit(CLAIMS))
        .when(seen & outright)
        .then(pl.lit(FEW))
        .when(far)
        .then(pl.lit(MEASURE))
    )


def leading_tier(violation_tiers: Mapping[str, str]) -> pl.Expr:
    """The tier of the first reason that is borne out, and no graver than what bears it out.

    From `leading` and `grounds`: red only where claims show what the target does itself, more than
    luck brings; at most orange where they are few, show what others do, or nothing but a measure
    stands out; yellow where chance may do as much. Not the gravest of all violations: with enough
    weak reasons everybody would be red.

    Args:
        violation_tiers: tier (红, 橙, 黄) by violation id; unknown ids count as 黄.
    """
    gravest = pl.col("leading").replace_strict(
        list(violation_tiers),
        list(violation_tiers.values()),
        default=YELLOW,
        return_dtype=pl.String,
    )
    return (
        pl.when(pl.col("grounds") == CLAIMS)
        .then(gravest)
        .when(pl.col("grounds").is_in([FEW, OTHERS, MEASURE]))
        .then(gravest.replace({RED: ORANGE}))
        .otherwise(pl.lit(YELLOW))
    )
