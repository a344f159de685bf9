"""When the months of an entity changed level, and by how much (R-01, R-08)."""

import polars as pl

from features.peers import NORMAL_MAD
from features.windows import shift as months_before

MONTHS_EACH_SIDE = 3
"""Fewer months than these are no level."""

_SINCE = range(MONTHS_EACH_SIDE, 13 - MONTHS_EACH_SIDE)
"""Months since a change, wherever twelve months leave enough on either side."""

_LEVELS = {
    "encounters": pl.col("encounters"),
    "fund": pl.col("fund_fen"),
    "cost": (1000 * pl.col("medfee_fen") / pl.col("encounters")).round().cast(pl.Int64),
}
"""What has a level: encounters, what the fund paid, and the mean cost of an encounter.

Whole numbers, whose sums are the same in any order: the mean cost is in thousandths of a fen."""


def shift_of(name: str) -> str:
    """The column of how far a level shifted."""
    return f"{name}_shift"


def since(name: str) -> str:
    """The column of how many months ago it did."""
    return f"{name}_shift_months"


def changes(encounters: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """The shift of level of each entity's months; months without encounters are none.

    The months are split where the medians of either side fit them best, at the latest of equally
    good places. The shift is the later median less the earlier, over their noise: the median
    distance from the median of one's side, made comparable to a standard deviation, but never
    calmer than chance lets a number of independent encounters be. So one odd month is no change,
    and few encounters make no large one.

    Returns:
        `entity_id` and, for each level, `shift_of` it (null with too few months) and `since`.
        Cost: seven splits of twelve rows per entity.
    """
    months = (
        encounters.filter(pl.col(key).is_not_null())
        .group_by("months_ago", entity_id=key)
        .agg(pl.len().alias("encounters"), pl.col("fund_fen", "medfee_fen").sum())
        .with_columns(level.alias(name) for name, level in _LEVELS.items())
    )
    split = months.group_by("entity_id").agg(
        _split(name, ago).alias(f"{name} {ago}") for name in _LEVELS for ago in _SINCE
    )
    return split.select("entity_id", *(e for name in _LEVELS for e in _best(name)))


def _split(name: str, ago: int) -> pl.Expr:
    """How badly two levels fit when the later holds for `ago` months, and the shift between."""
    value, late = pl.col(name), pl.col("months_ago") < ago
    before, after = value.filter(~late).median(), value.filter(late).median()
    distance = (value - pl.when(late).then(after).otherwise(before)).abs()
    by_chance = (before + after) / 2 / pl.col("encounters").median().sqrt()
    noise = pl.max_horizontal(NORMAL_MAD * distance.median(), by_chance)
    enough = pl.min_horizontal(late.sum(), (~late).sum()) >= MONTHS_EACH_SIDE
    shift = pl.when(noise > 0).then((after - before) / noise)
    return pl.when(enough).then(pl.struct(misfit=distance.sum(), shift=shift))


def _best(name: str) -> tuple[pl.Expr, pl.Expr]:
    splits = {ago: pl.col(f"{name} {ago}").struct for ago in _SINCE}
    least = pl.min_horizontal(split.field("misfit") for split in splits.values())
    best = {ago: pl.when(split.field("misfit") == least) for ago, split in splits.items()}
    return (
        pl.coalesce(best[ago].then(splits[ago].field("shift")) for ago in _SINCE).alias(
            shift_of(name)
        ),
        pl.coalesce(best[ago].then(ago) for ago in _SINCE).alias(since(name)),
    )


CHANGE = {
    "entity_id": pl.String(),
    "measure": pl.String(),
    "month": pl.String(),
    "shift": pl.Float64(),
}
"""From `month` on, `measure` (`encounters`, `fund` or `cost`) of an entity had another level."""


def told(changed: pl.LazyFrame, month: str, least: float) -> pl.LazyFrame:
    """The changes that are worth a word (`CHANGE`), sorted by entity and measure.

    Args:
        changed: what `changes` returns.
        month: the month from which it counts.
        least: a shift nearer to zero than this is none.
    """
    first_months = {ago: months_before(month, -(ago - 1)) for ago in _SINCE}
    each = pl.concat(
        changed.select(
            "entity_id",
            measure=pl.lit(name),
            month=pl.col(since(name)).replace_strict(first_months, return_dtype=pl.String),
            shift=shift_of(name),
        )
        for name in _LEVELS
    )
    return each.filter(pl.col("shift").abs() >= least).sort("entity_id", "measure")
