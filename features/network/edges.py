"""Sparse edges: who met again and again, and who has more patients in common than chance gives.

Cost: the pairs of a gathering, at most 50 x 49 / 2 of it (`ring_crowd_max`); only who comes back
after weeks is paired at all, so that it stays near linear in encounters.
"""

import polars as pl

from features.network.kinds import KINDS
from features.thresholds import Thresholds

EDGE = pl.Schema({"kind": pl.String(), "a": pl.String(), "b": pl.String(), "weight": pl.Float64()})
"""Two members of a kind, `a` before `b`, and how close they are: for persons the days on which
they met, for providers the patients in common over those that chance would give."""

PERSONS = [kind.name for kind in KINDS.values() if kind.level == "patient"]
_PAIR = ("kind", "a", "b")


def edges(seats: pl.LazyFrame, t: Thresholds) -> pl.LazyFrame:
    """The edges of all kinds (`EDGE`), sorted.

    Args:
        seats: `features.network.gatherings.gatherings`.
        t: thresholds.
    """
    of_persons = pl.col("kind").is_in(PERSONS)
    found = [_recurring(seats.filter(of_persons), t), _improbable(seats.filter(~of_persons), t)]
    return pl.concat(each.select(EDGE.names()).cast(EDGE) for each in found).sort(_PAIR)


def _recurring(seats: pl.LazyFrame, t: Thresholds) -> pl.LazyFrame:
    """Persons who met on several days, the last one weeks after the first.

    A course of treatment brings people together day after day; so long it does not last.
    """
    day = pl.col("day")
    apart = (day.max() - day.min()).dt.total_days() >= t.ring_days_apart
    once = (
        seats.filter(apart.over("kind", "entity_id"))
        .select("kind", "gathering", "day", "entity_id")
        .unique()
    )
    return (
        _pairs(once, t)
        .group_by(_PAIR)
        .agg(weight=day.n_unique(), apart=apart)
        .filter("apart", pl.col("weight") >= t.ring_meetings_min)
    )


def _improbable(seats: pl.LazyFrame, t: Thresholds) -> pl.LazyFrame:
    """Providers of two sites with more patients in common than their areas explain.

    By chance a patient of an area is with each of two providers as often as others of that area
    are; a house and the next one share many that way, and nothing follows from it.
    """
    once = seats.group_by("kind", "gathering", "entity_id").agg(pl.col("site", "area").min())
    shared = (
        _pairs(once, t)
        .filter(pl.col("site") != pl.col("site_b"))
        .group_by(_PAIR)
        .agg(shared=pl.len())
        .filter(pl.col("shared") >= t.shared_persons_min)
    )
    least = pl.min_horizontal("patients", "patients_b")
    return (
        shared.join(_by_chance(shared, once), on=_PAIR)
        .with_columns(weight=(pl.col("shared") / pl.col("chance")).round(6))
        .filter(
            pl.col("weight") >= t.shared_lift_min,
            pl.col("shared") >= t.shared_share_min * least,
        )
    )


def _by_chance(pairs: pl.LazyFrame, once: pl.LazyFrame) -> pl.LazyFrame:
    """Patients that each pair would have in common by chance, and those that each has there."""
    persons = once.group_by("kind", "area").agg(persons=pl.col("gathering").n_unique())
    own = once.group_by("kind", "entity_id", "area").agg(patients=pl.len())
    both = pl.col("patients").cast(pl.Int64) * pl.col("patients_b")
    return (
        pairs.join(own.rename({"entity_id": "a"}), on=["kind", "a"])
        .join(own.rename({"entity_id": "b"}), on=["kind", "b", "area"], suffix="_b")
        .join(persons, on=["kind", "area"])
        .sort(*_PAIR, "area")
        .group_by(_PAIR, maintain_order=True)
        .agg(
            (both / pl.col("persons")).sum().alias("chance"), pl.col("patients", "patients_b").sum()
        )
    )


def _pairs(once: pl.LazyFrame, t: Thresholds) -> pl.LazyFrame:
    """Every two members of a gathering, unless it is a crowd, which says nothing of who is who."""
    size = pl.len().over("kind", "gathering")
    few = once.filter(size.is_between(2, t.ring_crowd_max)).rename({"entity_id": "a"})
    pairs = few.join(few, on=["kind", "gathering"], suffix="_b")
    return pairs.filter(pl.col("a") < pl.col("a_b")).rename({"a_b": "b"})
