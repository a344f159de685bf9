"""Peer groups: whom an entity is compared with, and how far from them it stands.

The ladder starts with the narrowest group and widens until the group has enough members. An
unknown attribute is never a group of its own, and an entity that finds no group is *not
scored*, with the reason (peers.md, lesson 5).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from features.level import ProfileLevel

NOT_SCORED = {
    "few_encounters": ("窗口内结算人次过少", "too few encounters in the window"),
    "unknown_peer_attribute": ("缺少类型等分组属性", "an attribute of its peer group is unknown"),
    "small_peer_group": ("同类数量不足", "too few peers"),
}
"""Why an entity has no score: code -> zh, en."""

NORMAL_MAD = 1.4826
NORMAL_MEAN_DEVIATION = 1.2533
"""What makes either deviation estimate the standard deviation of normal data."""

Z_LIMIT = 20.0
ANSCOMBE = 3 / 8
"""Added to a count whose square root is to have the same variance whatever its mean."""
QUANTILES = {"p10": 0.10, "p25": 0.25, "p75": 0.75, "p90": 0.90, "p99": 0.99}


@dataclass(frozen=True)
class Trust:
    """How far a deviation is trusted.

    Attributes:
        rests_on: the column that counts what the number rests on.
        half: of how many of these a deviation counts half.
        counted: whether the number is a share of just these, counted one by one.
    """

    rests_on: str
    half: int
    counted: bool = False


def assign(
    entities: pl.LazyFrame, level: ProfileLevel, *, group_min: int, encounters_min: int
) -> pl.LazyFrame:
    """Add `peer_group`, `peer_size`, `not_scored_reason` and `groups` to entities.

    Only entities with enough `encounters` count as members of a group. `groups` holds every
    group an entity is a member of: a wide group keeps the members that a narrower one serves.
    """
    eligible = pl.col("encounters") >= encounters_min
    names, sizes = [], []
    for rung in level.ladder:
        known = pl.all_horizontal(pl.col(rung).is_not_null()) & eligible
        size = known.sum().over(rung)
        fits = known & (size >= group_min)
        names.append(pl.when(fits).then(_group_name(rung, level.ladder[0])))
        sizes.append(pl.when(fits).then(size))
    widest_known = pl.all_horizontal(pl.col(level.ladder[-1]).is_not_null())
    reason = (
        pl.when(~eligible)
        .then(pl.lit("few_encounters"))
        .when(~widest_known)
        .then(pl.lit("unknown_peer_attribute"))
        .when(pl.col("peer_group").is_null())
        .then(pl.lit("small_peer_group"))
    )
    return entities.with_columns(
        peer_group=pl.coalesce(names),
        peer_size=pl.coalesce(sizes).cast(pl.Int64),
        groups=pl.concat_list(names).list.drop_nulls(),
    ).with_columns(not_scored_reason=reason)


def _group_name(rung: tuple[str, ...], attributes: tuple[str, ...]) -> pl.Expr:
    """The values of the rung in the ladder's order, `*` for an attribute left open between."""
    upto = max(attributes.index(attribute) for attribute in rung) + 1
    parts = [pl.col(a) if a in rung else pl.lit("*") for a in attributes[:upto]]
    return pl.concat_str(parts, separator="·")


def distributions(profile: pl.DataFrame, features: Sequence[str]) -> pl.DataFrame:
    """Per peer group and feature: `peer_size, median, mad`, quantiles, extremes, sorted by both.

    `mad` is the scale of the robust z: the median absolute deviation made comparable to a
    standard deviation, or, when more than half of the group has one value, the mean absolute
    deviation likewise; zero only when the whole group has one value. The extremes (`lowest`,
    `second_lowest`, `second_highest`, `highest`) are alike where several share one; `peer_size`
    counts those with a value.

    Args:
        profile: entities with `peer_group`, all their `groups` and values.
        features: the columns to describe.
    """
    used = profile.get_column("peer_group").unique()
    members = (
        profile.select("groups", *features)
        .explode("groups", empty_as_null=False, keep_nulls=False)
        .rename({"groups": "peer_group"})
        .filter(pl.col("peer_group").is_in(used.implode()))
    )
    return pl.concat(_distribution(members, feature) for feature in features).sort(
        "peer_group", "feature"
    )


def _distribution(members: pl.DataFrame, feature: str) -> pl.DataFrame:
    """One feature in every group; feature by feature, for all at once would not fit."""
    value = pl.col(feature).cast(pl.Float64)
    centre = value.median()
    distance = (value - centre).abs()
    mad = NORMAL_MAD * distance.median()
    return (
        members.lazy()
        .filter(pl.col(feature).is_not_null())
        .group_by("peer_group")
        .agg(
            pl.lit(feature).alias("feature"),
            pl.len().cast(pl.Int64).alias("peer_size"),
            centre.alias("median"),
            pl.when(mad > 0)
            .then(mad)
            .otherwise(NORMAL_MEAN_DEVIATION * distance.mean())
            .alias("mad"),
            *(
                value.quantile(at, interpolation="linear").alias(name)
                for name, at in QUANTILES.items()
            ),
            value.min().alias("lowest"),
            value.bottom_k(2).max().alias("second_lowest"),
            value.top_k(2).min().alias("second_highest"),
            value.max().alias("highest"),
        )
        .collect(engine="in-memory")
    )


def standardise(
    profile: pl.DataFrame,
    peers: pl.DataFrame,
    features: Sequence[str],
    *,
    trust: Mapping[str, Trust],
) -> pl.DataFrame:
    """Add `<feature>_z`: how far the value stands from its peers, within ±20.

    `z = (value - median) / mad * n / (n + half)` with n how many encounters, stays or
    whatever the value rests on: a cost of one of two means little, however large the entity is
    elsewhere (size adjustment). Of what is counted, such as a share of stays or of encounters that
    a signal hits, z is instead no further from 0 than luck leaves the count (`_luck`). Null where
    the value or the group is null, or where there is none of what it rests on; 0 where the whole
    group has one value.

    Args:
        profile: entities with `encounters`, `peer_group`, values and what they rest on.
        peers: what `distributions` returns for it.
        features: the columns to compare.
        trust: of each feature.
    """
    centre = peers.pivot("feature", index="peer_group", values="median")
    scale = peers.pivot("feature", index="peer_group", values="mad")
    joined = profile.join(
        centre, on="peer_group", how="left", suffix="_centre", maintain_order="left"
    ).join(scale, on="peer_group", how="left", suffix="_scale", maintain_order="left")
    known = set(centre.columns)
    return joined.select(
        *profile.columns,
        *(
            pl.lit(None, pl.Float64).alias(f"{name}_z")
            if name not in known
            else _counted(name, trust[name])
            if trust[name].counted
            else _shrunk(name, trust[name])
            for name in features
        ),
    )


def _shrunk(name: str, trust: Trust) -> pl.Expr:
    """Trusted as far as there is enough that it rests on."""
    n = pl.col(trust.rests_on)
    away = _away(name).clip(-Z_LIMIT, Z_LIMIT)
    return _within(name, away * pl.when(n > 0).then(n / (n + trust.half)))


def _counted(name: str, trust: Trust) -> pl.Expr:
    """Trusted as the count allows: luck alone brings it as far, whatever the peers are like."""
    n, away = pl.col(trust.rests_on), _away(name)
    luck = _luck(pl.col(name) * n, pl.col(f"{name}_centre") * n)
    return _within(name, pl.when(away.abs() <= luck.abs()).then(away).otherwise(luck))


def _away(name: str) -> pl.Expr:
    return (pl.col(name) - pl.col(f"{name}_centre")) / pl.col(f"{name}_scale")


def _within(name: str, z: pl.Expr) -> pl.Expr:
    """A deviation as it is told: 0 where all peers are equal, and never beyond the limit."""
    apart = pl.col(f"{name}_scale") > 0
    told = pl.when(apart).then(z).when(_away(name).is_not_null()).then(0.0)
    return told.clip(-Z_LIMIT, Z_LIMIT).alias(f"{name}_z")


def _luck(count: pl.Expr, expected: pl.Expr) -> pl.Expr:
    """How many deviations of chance a count is from what was expected.

    Of events that fall independently: Anscombe's variance-stabilised Poisson deviate (1948), as
    funnel plots of hospitals use it (Spiegelhalter 2005). One hit where none is usual is 1.1,
    five are 3.4, in a house of ten encounters or of ten thousand.
    """
    return 2 * ((count + ANSCOMBE).sqrt() - (expected + ANSCOMBE).sqrt())
