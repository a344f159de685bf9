"""Profiles: all features of every entity of a level at a month, and how peers stand.

Cost: a group-by over the window's encounters and one over its hits per level, and smaller ones
over its last months.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from features.bases import column, counts
from features.baskets import similarity
from features.catalogue import features_of
from features.change import changes
from features.feature import Feature, Source
from features.history import history
from features.level import ProfileLevel, Registers
from features.network.rings import Rings
from features.network.standing import in_rings
from features.peers import Trust, assign, distributions, standardise
from features.rosters import working_days
from features.signals import HIT_SCHEMA
from features.signals.standing import standing
from features.thresholds import Thresholds

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


@dataclass(frozen=True)
class Seen:
    """What was seen in a window.

    Attributes:
        encounters: assembled encounters (`features.windows.assemble`).
        hits: hits of its months.
        rings: rings that they show (`features.network.rings.rings`).
        items: items of like stays (`features.baskets.items_of_stays`).
        days: days with orders (`features.signals.charges.capacity.doctor_days`).
    """

    encounters: pl.LazyFrame
    hits: pl.LazyFrame
    rings: Rings
    items: pl.LazyFrame
    days: pl.LazyFrame


def profile(
    level: ProfileLevel,
    seen: Seen,
    registers: Registers,
    *,
    month: str,
    supplied: frozenset[str],
    thresholds: Thresholds,
) -> Profile:
    """Profile every entity of `level` that has an encounter in the window.

    Args:
        level: whom to profile.
        seen: what the window shows.
        registers: who is who.
        month: the last month of the window, written into the table.
        supplied: tables and columns the lake holds; the rest makes features unavailable.
        thresholds: peer group minimum and fewest encounters.
    """
    features = features_of(level.name)
    unavailable = {f.name: f.missing(supplied) for f in features if not f.available(supplied)}
    usable = tuple(f for f in features if f.name not in unavailable)
    names = [f.name for f in usable]
    days = working_days(seen.days, registers.dr, thresholds)
    known = history(registers.case, registers.tip, level=level.name, month=month)
    trust = {f.name: _trust(f, level, thresholds) for f in usable}
    bases = sorted({each.rests_on for each in trust.values()})
    values = _values(level, seen, days, usable)
    values = _with(values, in_rings(seen.rings, level), "rings", usable)
    values = _with(values, known, "history", usable)
    entities = assign(
        level.describe(seen.encounters, registers).join(values, on="entity_id", how="inner"),
        level,
        group_min=thresholds.peer_group_min,
        encounters_min=thresholds.min_encounters(level.name),
    )
    table = (
        entities.with_columns(month=pl.lit(month))
        .select(*IDENTITY, *PEER, "groups", *bases, pl.col(names).cast(pl.Float64))
        .sort("entity_id")
        .collect(engine="in-memory")
    )
    peers = distributions(table, names)
    standing = standardise(
        table.drop("groups"),
        peers,
        names,
        trust=trust,
    )
    return Profile(standing.drop(bases), peers, usable, unavailable)


def _trust(feature: Feature, level: ProfileLevel, thresholds: Thresholds) -> Trust:
    half = thresholds.reliability(level.name, feature.rests_on)
    return Trust(column(feature), half, feature.counted)


def _values(
    level: ProfileLevel, seen: Seen, days: pl.LazyFrame, features: tuple[Feature, ...]
) -> pl.LazyFrame:
    """One row per entity."""
    own = seen.encounters.filter(pl.col(level.key).is_not_null())
    values = own.group_by(entity_id=level.key).agg(_with_bases("encounters", features, None))
    for months in sorted({f.window for f in features if f.window is not None}):
        recent = own.filter(pl.col("months_ago") < months)
        of_months = recent.group_by(entity_id=level.key).agg(
            _with_bases("encounters", features, months)
        )
        values = values.join(of_months, on="entity_id", how="left")
    for more in _beyond(level, seen, days, features):
        values = values.join(more, on="entity_id", how="left")
    counted = [f.name for f in features if f.source == "hits"]
    share = (pl.col(counted).fill_null(0) / pl.col("encounters")).clip(upper_bound=1)
    return (
        values.join(_hit(level, seen, features), on="entity_id", how="left")
        .with_columns(share)
        .with_columns(f.expr.alias(f.name) for f in features if f.source == "values")
    )


def _beyond(
    level: ProfileLevel, seen: Seen, days: pl.LazyFrame, features: tuple[Feature, ...]
) -> Iterator[pl.LazyFrame]:
    """What rests on more than one aggregation of encounters, where the level asks for it."""
    if _from("days", features, None):
        whole = days.unique((level.key, "dr_code", "day"), keep="any")
        yield whole.group_by(entity_id=level.key).agg(_with_bases("days", features, None))
    if of_months := _from("changes", features, None):
        yield changes(seen.encounters, level.key).select("entity_id", *of_months)
    if of_items := _from("baskets", features, None):
        yield similarity(seen.items, level.key).select("entity_id", *of_items)


def _hit(level: ProfileLevel, seen: Seen, features: tuple[Feature, ...]) -> pl.LazyFrame:
    """Encounters hit by each signal; a key that hits do not carry is that of the encounter."""
    hits = standing(seen.hits, seen.encounters)
    if level.key not in HIT_SCHEMA:
        hits = hits.join(seen.encounters.select("mdtrt_id", level.key), on="mdtrt_id")
    return (
        hits.filter(pl.col(level.key).is_not_null())
        .group_by(entity_id=level.key)
        .agg(_from("hits", features, None))
    )


def _with(
    values: pl.LazyFrame, known: pl.LazyFrame, source: Source, features: tuple[Feature, ...]
) -> pl.LazyFrame:
    """Add what is known of entities from elsewhere; where nothing is known, there is nothing."""
    return values.join(known, on="entity_id", how="left").with_columns(
        f.expr.fill_null(0).alias(f.name) for f in features if f.source == source
    )


def _with_bases(source: Source, features: tuple[Feature, ...], window: int | None) -> list[pl.Expr]:
    """The features of one source and window, and how many rows each rests on."""
    return [*_from(source, features, window), *counts(features, source, window)]


def _from(source: Source, features: tuple[Feature, ...], window: int | None) -> list[pl.Expr]:
    """The expressions of the features of one source and window, under their names."""
    return [f.expr.alias(f.name) for f in features if f.source == source and f.window == window]
