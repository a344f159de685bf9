"""Rings: communities with a name, who is in them and in their middle, and what they cost."""

import hashlib
from dataclasses import dataclass

import polars as pl

from features.network.communities import communities
from features.network.edges import PERSONS, edges
from features.network.gatherings import gatherings
from features.network.kinds import KINDS
from features.thresholds import Thresholds

MEMBER, MIDDLE = "member", "middle"

RING = pl.Schema(
    {
        "ring_id": pl.String(),
        "kind": pl.String(),
        "level": pl.String(),
        "entity_id": pl.String(),
        "role": pl.String(),
        "members": pl.Int64(),
        "strength": pl.Float64(),
        "months": pl.Int64(),
        "first_day": pl.Date(),
        "last_day": pl.Date(),
        "encounters": pl.Int64(),
        "medfee_fen": pl.Int64(),
        "fund_fen": pl.Int64(),
    }
)
"""One row per ring and somebody in it.

`ring_id` is made of the kind and the members, so that the same ring has the same name in every
month. `role`: a `member`, or a site or doctor in the `middle`, with a good part of the encounters.
`strength`: over all pairs of members, the mean of days on which they met; between providers, of
times that their patients in common exceed chance. `months`: in how many of them its encounters
lie; `medfee_fen` and `fund_fen`: what those cost and the fund paid.
"""

VISIT = pl.Schema(
    {
        "ring_id": pl.String(),
        "mdtrt_id": pl.String(),
        "psn_no": pl.String(),
        "fixmedins_code": pl.String(),
        "dr_code": pl.String(),
        "fund_fen": pl.Int64(),
    }
)
"""One row per encounter at which two or more members of a ring were together."""

_COMMUNITY = ("kind", "community")
_PROVIDERS = {"institution": "fixmedins_code", "doctor": "dr_code"}


@dataclass(frozen=True)
class Rings:
    """The rings of a window.

    Attributes:
        members: columns as in `RING`, sorted by ring, level and entity.
        visits: columns as in `VISIT`, sorted by ring and encounter.
    """

    members: pl.DataFrame
    visits: pl.DataFrame


def rings(encounters: pl.LazyFrame, hits: pl.LazyFrame, t: Thresholds) -> Rings:
    """The rings that a window shows.

    Args:
        encounters: assembled encounters of the window (`features.windows.assemble`).
        hits: hits of the window's months.
        t: thresholds.
    """
    seats = gatherings(encounters, hits, t).collect(engine="in-memory")
    found = edges(seats.lazy(), t).collect(engine="in-memory")
    named = _named(communities(found, t))
    visits = _visits(named, seats, encounters)
    told = _strength(named, found).join(_sums(visits), on="ring_id")
    everybody = pl.concat([_members(named), _middles(visits, named, t)])
    members = everybody.join(told, on="ring_id").select(RING.names()).cast(RING)
    return Rings(
        members.sort("ring_id", "level", "entity_id"), visits.select(VISIT.names()).cast(VISIT)
    )


def _named(found: pl.DataFrame) -> pl.DataFrame:
    """Communities with `ring_id` and `members`, one row per member."""
    names = found.group_by(_COMMUNITY).agg(pl.col("entity_id").sort(), members=pl.len())
    ids = [_ring_id(row["kind"], row["entity_id"]) for row in names.iter_rows(named=True)]
    return names.with_columns(ring_id=pl.Series(ids, dtype=pl.String)).explode("entity_id")


def _ring_id(kind: str, members: list[str]) -> str:
    told = "|".join((kind, *members))
    return f"R{hashlib.sha256(told.encode()).hexdigest()[:12].upper()}"


def _visits(named: pl.DataFrame, seats: pl.DataFrame, encounters: pl.LazyFrame) -> pl.DataFrame:
    """The encounters of gatherings where two or more members met, each once for a ring."""
    of = encounters.select(
        "mdtrt_id", "psn_no", "fixmedins_code", "dr_code", "fund_fen", "medfee_fen",
    )  # fmt: skip
    together = pl.col("entity_id").n_unique().over("ring_id", "gathering") > 1
    return (
        seats.lazy()
        .join(named.lazy().select("kind", "entity_id", "ring_id"), on=["kind", "entity_id"])
        .filter(together)
        .group_by("ring_id", "mdtrt_id")
        .agg(pl.col("day").min())
        .join(of, on="mdtrt_id")
        .sort("ring_id", "mdtrt_id")
        .collect(engine="in-memory")
    )


def _sums(visits: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("day")
    return visits.group_by("ring_id").agg(
        pl.len().alias("encounters"),
        day.dt.strftime("%Y-%m").n_unique().alias("months"),
        day.min().alias("first_day"),
        day.max().alias("last_day"),
        pl.col("medfee_fen", "fund_fen").sum(),
    )


def _strength(named: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """`ring_id, kind, members, strength`."""
    of = named.select("kind", "ring_id", "members", a="entity_id")
    inside = found.join(of, on=["kind", "a"]).join(
        of.select("kind", "ring_id", b="a"), on=["kind", "ring_id", "b"]
    )
    pairs = pl.col("members").first().cast(pl.Float64) * (pl.col("members").first() - 1) / 2
    return (
        inside.sort("ring_id", "a", "b")
        .group_by("ring_id", "kind", maintain_order=True)
        .agg(pl.col("members").first(), strength=(pl.col("weight").sum() / pairs).round(6))
    )


def _members(named: pl.DataFrame) -> pl.DataFrame:
    levels = {kind.name: kind.level for kind in KINDS.values()}
    level = pl.col("kind").replace_strict(levels, return_dtype=pl.String)
    return named.select("ring_id", "entity_id", level=level, role=pl.lit(MEMBER))


def _middles(visits: pl.DataFrame, named: pl.DataFrame, t: Thresholds) -> pl.DataFrame:
    """Sites and doctors with a good part of the encounters of a ring of persons."""
    own = named.filter(pl.col("kind").is_in(PERSONS))
    counted = visits.join(own, on="ring_id", how="semi").with_columns(
        total=pl.len().over("ring_id")
    )
    return pl.concat(
        counted.filter(pl.col(key).is_not_null())
        .group_by("ring_id", entity_id=key)
        .agg(pl.len(), pl.col("total").first())
        .filter(pl.col("len") >= t.ring_middle_share_min * pl.col("total"))
        .select("ring_id", "entity_id", level=pl.lit(level), role=pl.lit(MIDDLE))
        for level, key in _PROVIDERS.items()
    )
