"""Peer groups: whom an entity is compared with, and how far from them it stands.

The ladder starts with the narrowest group and widens until the group has enough members. An
unknown attribute is never a group of its own, and an entity that finds no group is *not
scored*, with the reason (peers.md, lesson 5).
"""

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
QUANTILES = {"p10": 0.10, "p25": 0.25, "p75": 0.75, "p90": 0.90, "p99": 0.99}


def assign(
    entities: pl.LazyFrame, level: ProfileLevel, *, group_min: int, encounters_min: int
) -> pl.LazyFrame:
    """Add `peer_group`, `peer_size` and `not_scored_reason` to entities with `encounters`.

    Only entities with enough encounters count as members of a group.
    """
    eligible = pl.col("encounters") >= encounters_min
    names, sizes = [], []
    for rung in level.ladder:
        known = pl.all_horizontal(pl.col(rung).is_not_null()) & eligible
        size = known.sum().over(rung)
        fits = known & (size >= group_min)
        names.append(pl.when(fits).then(pl.concat_str(rung, separator="·")))
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
        peer_group=pl.coalesce(names), peer_size=pl.coalesce(sizes).cast(pl.Int64)
    ).with_columns(not_scored_reason=reason)


def distributions(profile: pl.DataFrame, features: list[str]) -> pl.DataFrame:
    """Per peer group and feature: `peer_size, median, mad` and quantiles, sorted by both.

    `mad` is the scale of the robust z: the median absolute deviation made comparable to a
    standard deviation, or, when more than half of the group has one value, the mean absolute
    deviation likewise; zero only when the whole group has one value.
    """
    long = (
        profile.filter(pl.col("peer_group").is_not_null())
        .select("peer_group", *features)
        .unpivot(features, index="peer_group", variable_name="feature")
        .filter(pl.col("value").is_not_null())
    )
    centre = pl.col("value").median()
    distance = (pl.col("value") - centre).abs()
    mad = NORMAL_MAD * distance.median()
    return (
        long.lazy()
        .group_by("peer_group", "feature")
        .agg(
            pl.len().cast(pl.Int64).alias("peer_size"),
            centre.alias("median"),
            pl.when(mad > 0)
            .then(mad)
            .otherwise(NORMAL_MEAN_DEVIATION * distance.mean())
            .alias("mad"),
            *(
                pl.col("value").quantile(at, interpolation="linear").alias(name)
                for name, at in QUANTILES.items()
            ),
        )
        .sort("peer_group", "feature")
        .collect(engine="in-memory")
    )


def standardise(
    profile: pl.DataFrame, peers: pl.DataFrame, features: list[str], *, reliability: int
) -> pl.DataFrame:
    """Add `<feature>_z`: how far the value stands from its peers, within ±20.

    `z = (value - median) / mad * sqrt(n / (n + reliability))` with n the encounters of the
    entity: a share of one half means little when it is one of two (size adjustment). Null
    where the value or the group is null; 0 where the whole group has one value.
    """
    centre = peers.pivot("feature", index="peer_group", values="median")
    scale = peers.pivot("feature", index="peer_group", values="mad")
    joined = profile.join(
        centre, on="peer_group", how="left", suffix="_centre", maintain_order="left"
    ).join(scale, on="peer_group", how="left", suffix="_scale", maintain_order="left")
    n = pl.col("encounters")
    trust = (n / (n + reliability)).sqrt()
    known = set(centre.columns)
    return joined.select(
        *profile.columns,
        *(
            _z(name, trust) if name in known else pl.lit(None, pl.Float64).alias(f"{name}_z")
            for name in features
        ),
    )


def _z(name: str, trust: pl.Expr) -> pl.Expr:
    distance = pl.col(name) - pl.col(f"{name}_centre")
    scale = pl.col(f"{name}_scale")
    z = pl.when(scale > 0).then(distance / scale * trust).when(distance.is_not_null()).then(0.0)
    return z.clip(-Z_LIMIT, Z_LIMIT).alias(f"{name}_z")
