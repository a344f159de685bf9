"""When the months of an entity changed level, and by how much (R-01, R-08)."""

import polars as pl

from features.peers import NORMAL_MAD

MONTHS_EACH_SIDE = 3
"""Fewer months than these are no level."""

_SINCE = range(MONTHS_EACH_SIDE, 13 - MONTHS_EACH_SIDE)
"""Months since a change, wherever twelve months leave enough on either side."""

_LEVELS = {
    "encounters": pl.col("encounters"),
    "fund": pl.col("fund_fen"),
    "cost": pl.col("medfee_fen") / pl.col("encounters"),
}
"""What has a level: encounters, what the fund paid, and the mean cost of an encounter."""


def shift_of(name: str) -> str:
    """The column of how far a level shifted."""
    return f"{name}_shift"


def since(name: str) -> str:
    """The column of how many months ago it did."""
    return f"{name}_shift_months"


def changes(encounters: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """The largest shift of level of each entity's months; months without encounters are none.

    A shift is the median of the months since less the median of those before, over their noise:
    the median distance from the median of either side, made comparable to a standard deviation,
    but never calmer than chance lets a number of independent encounters be. So one odd month is
    no change, and few encounters make no large one. Of equal shifts the latest counts.

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
        _shift(name, ago).alias(f"{name} {ago}") for name in _LEVELS for ago in _SINCE
    )
    return split.select("entity_id", *(e for name in _LEVELS for e in _largest(name)))


def _shift(name: str, ago: int) -> pl.Expr:
    value, late = pl.col(name), pl.col("months_ago") < ago
    before, after = value.filter(~late).median(), value.filter(late).median()
    distance = (value - pl.when(late).then(after).otherwise(before)).abs()
    by_chance = (before + after) / 2 / pl.col("encounters").median().sqrt()
    noise = pl.max_horizontal(NORMAL_MAD * distance.median(), by_chance)
    enough = pl.min_horizontal(late.sum(), (~late).sum()) >= MONTHS_EACH_SIDE
    return pl.when(enough & (noise > 0)).then((after - before) / noise)


def _largest(name: str) -> tuple[pl.Expr, pl.Expr]:
    shifts = {ago: pl.col(f"{name} {ago}") for ago in _SINCE}
    largest = pl.max_horizontal(shift.abs() for shift in shifts.values())
    at = {ago: pl.when(shift.abs() == largest) for ago, shift in shifts.items()}
    return (
        pl.coalesce(at[ago].then(shift) for ago, shift in shifts.items()).alias(shift_of(name)),
        pl.coalesce(at[ago].then(ago) for ago in _SINCE).alias(since(name)),
    )
