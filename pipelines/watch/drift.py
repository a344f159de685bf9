"""What has moved at a level between the month its model learned from and the month watched."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from models.bundle import Bundle
from models.comparison import ALL
from models.shifts import SHIFT, Deals, shifts
from pipelines.watch.alert import Kind, WatchAlert
from pipelines.watch.limits import Alarm, Drift

FEATURE, SCORE, REASON = "feature", "score", "reason"

DRIFT: dict[str, type[pl.DataType]] = {"kind": pl.String, **SHIFT}
"""Columns of drift: whether a feature, the score or a reason moved, then `models.shifts.SHIFT`. A
reason is the feature that raises a score the most; its distance is by how much the share of the
best leads that it leads has changed."""


@dataclass(frozen=True)
class Months:
    """The two months of a level, of entities that can be scored.

    Attributes:
        reference: the profile compared with.
        current: the profile watched.
        bundle: the model in use, which scores both.
    """

    reference: pl.DataFrame
    current: pl.DataFrame
    bundle: Bundle

    @property
    def both(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Then and now."""
        return self.reference, self.current


def drift(months: Months, features: list[str], limits: Drift, seed: int) -> pl.DataFrame:
    """How far features, score and reasons have moved: `DRIFT`, the strongest first."""
    deals = Deals(seed, limits.deals, limits.area_entities)
    scores = [months.bundle.score(profile, "") for profile in months.both]
    values = [_with_score(*each) for each in zip(months.both, scores, strict=True)]
    reasons = _reasons(months, scores, deals, limits.leads)
    sample = _drawn(pl.concat(each.select("entity_id") for each in values), limits.entities)
    then, now = (each.join(sample, on="entity_id", how="semi") for each in values)
    moved = shifts(then, now, [*features, SCORE], deals)
    kind = pl.when(pl.col("column") == SCORE).then(pl.lit(SCORE)).otherwise(pl.lit(FEATURE))
    moved = moved.with_columns(kind=kind).select(list(DRIFT))
    return pl.concat([moved, reasons]).sort(
        "strength", "distance", "kind", "column", "area",
        descending=[True, True, False, False, False],
    )  # fmt: skip


def drift_alerts(
    found: pl.DataFrame, level: str, limits: Drift, alarm: Alarm, chance: float
) -> list[WatchAlert]:
    """One alert per thing that has moved, the strongest first; those beyond the most in one.

    Args:
        found: what `drift` returns.
        level: whose.
        limits: how far is far.
        alarm: how many are told one by one.
        chance: that any of them is a false alarm, for features and reasons each.
    """
    far = found.filter(pl.col("p") <= chance, pl.col("distance") >= limits.least_distance)
    alerts = list(_alerts(far, found, level))
    if len(alerts) <= alarm.most:
        return alerts
    rest = WatchAlert("more_shifts", level=level, numbers={"n": len(alerts) - alarm.most})
    return [*alerts[: alarm.most], rest]


_KINDS: Mapping[str, Kind] = {FEATURE: "shift", SCORE: "score_shift", REASON: "reason_shift"}


def _alerts(far: pl.DataFrame, found: pl.DataFrame, level: str) -> Iterator[WatchAlert]:
    for (kind, column), rows in far.group_by("kind", "column", maintain_order=True):
        whole = found.filter(pl.col("kind") == kind, pl.col("column") == column)
        areas = _where(rows, whole)
        shown = whole.filter(pl.col("area") == (areas[0] if areas else ALL)).row(0, named=True)
        yield WatchAlert(_KINDS[str(kind)], str(column), level, areas, shown)


def _where(far: pl.DataFrame, whole: pl.DataFrame) -> tuple[str, ...]:
    """The areas in which a column moved; none when it moved in most, or is in no area by itself.

    What moves far enough in one area moves the whole, too.
    """
    areas = far.filter(pl.col("area") != ALL).get_column("area").to_list()
    looked_at = whole.filter(pl.col("area") != ALL).height
    return () if 2 * len(areas) > looked_at > 1 else tuple(areas)


def _with_score(profile: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    return profile.join(scores.select("entity_id", SCORE), on="entity_id", how="left")


def _drawn(entities: pl.DataFrame, most: int) -> pl.DataFrame:
    """At most so many entities, the same ones whatever else is there."""

    def lot(entity: str) -> str:
        return hashlib.blake2b(entity.encode(), digest_size=8).hexdigest()

    whole = entities.unique().sort("entity_id")
    if whole.height <= most:
        return whole
    lots = pl.col("entity_id").map_elements(lot, return_dtype=pl.String)
    return whole.sort(lots, "entity_id").head(most)


def _reasons(months: Months, scores: list[pl.DataFrame], deals: Deals, leads: int) -> pl.DataFrame:
    """Which features led the best leads then and now."""
    first = [
        _first_reasons(months.bundle, profile, scored, leads)
        for profile, scored in zip(months.both, scores, strict=True)
    ]
    whole = pl.concat(first)
    people = whole.select("entity_id").unique()
    names = whole.get_column("feature").unique().sort().to_list()
    areas = pl.concat(each.select("entity_id", "area") for each in months.both)
    areas = areas.unique("entity_id", keep="last", maintain_order=True)
    leads_to = [pl.col("feature").eq_missing(pl.lit(name)).alias(name) for name in names]
    then, now = (
        people.join(areas, on="entity_id", how="left")
        .join(each, on="entity_id", how="left")
        .select("entity_id", "area", *leads_to)
        for each in first
    )
    moved = shifts(then, now, names, deals)
    return moved.with_columns(kind=pl.lit(REASON)).select(list(DRIFT))


def _first_reasons(
    bundle: Bundle, profile: pl.DataFrame, scores: pl.DataFrame, leads: int
) -> pl.DataFrame:
    """`entity_id, feature`: what raises each of the best leads the most."""
    best = scores.filter(pl.col("rank") <= leads).get_column("entity_id").to_list()
    shares = bundle.contributions(profile, best).frame
    return (
        shares.sort("entity_id", "contribution", "feature", descending=[False, True, False])
        .unique("entity_id", keep="first", maintain_order=True)
        .select("entity_id", "feature")
    )
