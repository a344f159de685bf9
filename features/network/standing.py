"""What rings say of each entity: how many, how large, how much of its own happens in them."""

import polars as pl

from features.level import ProfileLevel
from features.network.kinds import KINDS
from features.network.rings import Rings

_FEN_PER_YUAN = 100


def visits_of(kind: str) -> str:
    """The column that counts an entity's encounters in rings of a kind."""
    return f"{kind}_ring_visits"


def in_rings(rings: Rings, level: ProfileLevel) -> pl.LazyFrame:
    """The rings of the entities of a level, as members or in the middle.

    Returns:
        `entity_id, rings, ring_size` (members of the largest), `ring_fund` (yuan, no encounter
        twice) and, for every kind, `visits_of` it, one row per entity in a ring.
    """
    inside = rings.members.lazy().filter(pl.col("level") == level.name)
    counted = inside.group_by("entity_id").agg(
        rings=pl.len().cast(pl.Int64), ring_size=pl.col("members").max()
    )
    if level.key not in rings.visits.columns:
        return counted.with_columns(ring_fund=0.0, **dict.fromkeys(map(visits_of, KINDS), 0))
    own = inside.select("ring_id", "kind", "entity_id").join(
        rings.visits.lazy(),
        left_on=["ring_id", "entity_id"],
        right_on=["ring_id", level.key],
    )
    fund = own.unique(["entity_id", "mdtrt_id"]).group_by("entity_id")
    seen = own.group_by("entity_id").agg(
        pl.col("mdtrt_id").filter(pl.col("kind") == kind).n_unique().alias(visits_of(kind))
        for kind in KINDS
    )
    return counted.join(seen, on="entity_id", how="left").join(
        fund.agg(ring_fund=pl.col("fund_fen").sum() / _FEN_PER_YUAN), on="entity_id", how="left"
    )
