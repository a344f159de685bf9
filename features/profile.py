"""Profiles: all features of every entity of a level at a month, and how peers stand.

Cost: one group-by over the window's encounters and one over its hits per level.
"""

from dataclasses import dataclass

import polars as pl

from features.catalogue import features_of
from features.feature import Feature
from features.level import ProfileLevel, Registers
from features.peers import assign, distributions, standardise
from features.reference import Thresholds
from features.signals import HIT_SCHEMA

IDENTITY = ("entity_id", "month", "entity_name", "area", "kind")
PEER = ("peer_group", "peer_size", "not_scored_reason")


@dataclass(frozen=True)
class Profile:
    """The profiles of a level at a month.

    Attributes:
        table: one row per entity, sorted by `entity_id`: `IDENTITY`, `PEER`, then each
            available feature as `<name>` (its value) and `<name>_z` (against its peers).
        peers: the distribution of every feature in every peer group.
        features: the available features, in catalogue order.
        unavailable: features that the data at hand cannot give, with what is missing.
    """

    table: pl.DataFrame
    peers: pl.DataFrame
    features: tuple[Feature, ...]
    unavailable: dict[str, tuple[str, ...]]


def profile(
    level: ProfileLevel,
    encounters: pl.LazyFrame,
    hits: pl.LazyFrame,
    registers: Registers,
    *,
    month: str,
    supplied: frozenset[str],
    thresholds: Thresholds,
) -> Profile:
    """Profile every entity of `level` that has an encounter in the window.

    Args:
        level: whom to profile.
        encounters: assembled encounters of the window (`features.windows.assemble`).
        hits: hits of the window's months.
        registers: who is who.
        month: the last month of the window, written into the table.
        supplied: tables and columns the lake holds; the rest makes features unavailable.
        thresholds: peer group minimum and fewest encounters.
    """
    features = features_of(level.name)
    unavailable = {f.name: f.missing(supplied) for f in features if not f.available(supplied)}
    usable = tuple(f for f in features if f.name not in unavailable)
    names = [f.name for f in usable]
    values = _values(level, encounters, hits, usable)
    entities = assign(
        level.describe(encounters, registers).join(values, on="entity_id", how="inner"),
        level,
        group_min=thresholds.peer_group_min,
        encounters_min=thresholds.min_encounters(level.name),
    )
    table = (
        entities.with_columns(month=pl.lit(month))
        .select(*IDENTITY, *PEER, "groups", pl.col(names).cast(pl.Float64))
        .sort("entity_id")
        .collect(engine="in-memory")
    )
    peers = distributions(table, names)
    standing = standardise(
        table.drop("groups"), peers, names, reliability=thresholds.reliability(level.name)
    )
    return Profile(standing, peers, usable, unavailable)


def _values(
    level: ProfileLevel,
    encounters: pl.LazyFrame,
    hits: pl.LazyFrame,
    features: tuple[Feature, ...],
) -> pl.LazyFrame:
    """One row per entity; of the hits those count whose encounter still stands."""
    from_encounters = [f.expr.alias(f.name) for f in features if f.source == "encounters"]
    counted = [f.name for f in features if f.source == "hits"]
    known = pl.col(level.key).is_not_null()
    own = encounters.filter(known).group_by(entity_id=level.key).agg(from_encounters)
    whose = "mdtrt_id" if level.key in HIT_SCHEMA else ("mdtrt_id", level.key)
    standing = encounters.select(whose)
    found = hits.join(standing, on="mdtrt_id", how="semi" if whose == "mdtrt_id" else "inner")
    hit = (
        found.filter(known)
        .group_by(entity_id=level.key)
        .agg(f.expr.alias(f.name) for f in features if f.source == "hits")
    )
    share = (pl.col(counted).fill_null(0) / pl.col("encounters")).clip(upper_bound=1)
    return own.join(hit, on="entity_id", how="left").with_columns(share)
