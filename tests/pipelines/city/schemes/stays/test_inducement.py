"""Coaches and touts, the New Year and an accident."""

from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.calendar import months_from
from pipelines.city.schemes import PLOT
from pipelines.city.schemes.stays.inducement import FAINTEST_RING
from tests.pipelines.city.schemes.stays.ward_counts import (
    coached_old,
    companions,
    free_stays,
    together,
)
from tests.pipelines.city.schemes.stays.wards import Inspector, Measure, Play, busy_months


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("induce-the-elderly", [coached_old, free_stays]),
        ("lead-to-wards", [companions]),
    ],
)
def test_a_scheme_is_found(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.finds(name, *measures)


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("serve-the-new-year", [coached_old, free_stays]),
        ("bring-in-the-injured", [companions]),
    ],
)
def test_a_look_alike_is_cleared(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.clears(name, *measures)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("bring-in-the-injured", together),
    ],
)
def test_a_look_alike_resembles(name: str, measure: Measure, inspector: Inspector) -> None:
    inspector.is_reminded(name, measure)


def test_the_new_year_passes(play: Play) -> None:
    assert busy_months(play, PLOT["serve-the-new-year"]) == {1, 2}


def test_an_accident_happens_once(play: Play) -> None:
    assert len(busy_months(play, PLOT["bring-in-the-injured"])) == 1


def test_a_faint_ring_is_one_without_somebody_who_cannot_come(play: Play) -> None:
    scene = play(PLOT["lead-to-wards"])[0]
    january = replace(scene.stage, month=months_from("2024-01", 1)[0])
    faint = replace(scene, stage=january, scheme=replace(scene.scheme, intensity=0.15))
    assert len(faint.scheme.others("patient")) >= FAINTEST_RING
    trips = [PLOT["lead-to-wards"].act(faint).claims.visits["psn"] for _ in range(20)]
    assert {len(psn) for psn in trips} <= {1, 2, 3, FAINTEST_RING}
    assert np.mean([len(psn) >= 3 for psn in trips]) > 0.8


def test_who_has_a_month_only_goes_twice(play: Play) -> None:
    scene = play(PLOT["lead-to-wards"])[0]
    once = replace(scene.scheme, intensity=0.15, first=scene.month.index, last=scene.month.index)
    stays = PLOT["lead-to-wards"].act(replace(scene, scheme=once)).claims.visits
    assert len(np.unique(stays["inst"])) == 2
    assert len(stays) > len(np.unique(stays["psn"]))
