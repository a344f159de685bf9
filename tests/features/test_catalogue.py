import math
import re
from collections.abc import Callable
from typing import Any, get_args

import polars as pl
import pytest

from features.catalogue import (
    CATALOGUE,
    PROFILE_LEVELS,
    RULES,
    SIGNALS,
    VIOLATIONS,
    features_of,
    inputs_of,
)
from features.contract import LEVELS, TABLES
from features.feature import Direction, Feature, Tier, Unit

City = Any  # the builder of conftest.py
Rows = dict[str, pl.DataFrame]
each_feature = pytest.mark.parametrize("feature", CATALOGUE, ids=lambda feature: feature.name)
each_aggregate = pytest.mark.parametrize(
    "feature",
    [feature for feature in CATALOGUE if feature.source in {"encounters", "hits"}],
    ids=lambda feature: feature.name,
)
KNOWN = set(TABLES) | {f"{t}.{c}" for t, table in TABLES.items() for c in table.columns}
RANGES = {"share": (0, 1)} | dict.fromkeys(("count", "days", "yuan"), (0, math.inf))


def test_names_are_unique() -> None:
    names = [feature.name for feature in CATALOGUE]
    assert sorted(set(names)) == sorted(names)


def test_no_name_is_taken_by_another_column_of_the_profile() -> None:
    taken = {"entity_id", "month", "entity_name", "area", "kind", "groups", "peer_group"}
    assert taken.isdisjoint(feature.name for feature in CATALOGUE)
    assert not [f.name for f in CATALOGUE if f.name.endswith(("_z", "_centre", "_scale"))]


@each_feature
def test_a_feature_is_described(feature: Feature) -> None:
    assert re.fullmatch("[a-z][a-z0-9_]*", feature.name)
    assert all(text.strip() for text in (feature.zh, feature.en, feature.formula))
    assert re.search("[一-鿿]", feature.zh)
    assert feature.levels
    assert set(feature.levels) <= set(PROFILE_LEVELS)
    assert feature.unit in get_args(Unit)
    assert feature.tier in get_args(Tier)


@each_feature
def test_a_suspicious_side_points_to_violations_and_context_to_none(feature: Feature) -> None:
    assert feature.direction in get_args(Direction)
    assert set(feature.violations) <= VIOLATIONS.keys() | RULES.keys()
    assert len(set(feature.violations)) == len(feature.violations)
    if feature.direction != "context":
        assert feature.violations


@each_feature
def test_a_feature_needs_what_the_contract_has(feature: Feature) -> None:
    assert feature.needs
    assert set(feature.needs) <= KNOWN


def rows_of(city: City) -> Rows:
    return {"encounters": city.encounters(), "hits": city.all_hits("2025-06")}


@pytest.fixture(scope="module")
def nothing(new_city: Callable[[], City]) -> Rows:
    return rows_of(new_city())


@pytest.fixture(scope="module")
def one_encounter(new_city: Callable[[], City]) -> Rows:
    """A bare visit, in which nearly everything is unknown, and a hit on it."""
    rows = rows_of(new_city().visit("A", "2025-06-01"))
    hit = {"psn_no": "P1", "mdtrt_id": "A", "signal": "over_price"}
    return rows | {"hits": pl.DataFrame([hit], schema=rows["hits"].schema)}


def computed(feature: Feature, rows: Rows) -> pl.Series:
    found = rows[feature.source].group_by("psn_no").agg(feature.expr.cast(pl.Float64).alias("x"))
    return found.get_column("x")


@each_aggregate
def test_a_feature_of_nothing_is_nothing(feature: Feature, nothing: Rows) -> None:
    assert computed(feature, nothing).is_empty()


@each_aggregate
def test_a_feature_of_one_bare_encounter_is_in_range_or_null(
    feature: Feature, one_encounter: Rows
) -> None:
    (value,) = computed(feature, one_encounter)
    low, high = RANGES.get(feature.unit, (-math.inf, math.inf))
    assert value is None or low <= value <= high


def test_every_signal_is_counted_at_its_levels() -> None:
    counted = {feature.name: feature for feature in CATALOGUE if feature.source == "hits"}
    assert len(counted) == len(SIGNALS)
    for signal in SIGNALS:
        feature = counted[f"{signal.name}_share"]
        assert feature.violations == (signal.violation, *signal.also)
        assert set(feature.levels) == set(signal.levels)
        assert feature.needs == signal.needs


def test_the_levels_are_those_of_the_contract() -> None:
    assert tuple(PROFILE_LEVELS)[: len(LEVELS)] == LEVELS
    assert all(len(features_of(level)) >= 25 for level in LEVELS)
    assert all(feature in CATALOGUE for level in LEVELS for feature in features_of(level))


def test_every_rung_of_a_ladder_is_part_of_the_narrowest() -> None:
    for level in PROFILE_LEVELS.values():
        assert all(set(rung) <= set(level.ladder[0]) for rung in level.ladder)


def test_a_model_sees_each_cause_once_over_the_whole_window() -> None:
    names = {feature.name for feature in inputs_of("institution")}
    assert "fee_per_stay" in names
    assert names.isdisjoint({"fee_per_stay_1m", "fee_per_stay_3m", "fee_per_stay_trend"})
