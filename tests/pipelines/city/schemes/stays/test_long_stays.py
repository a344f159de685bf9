"""Days that were too many."""

import numpy as np
import pytest

from pipelines.city.calendar import on_working_day
from pipelines.city.claims import STAY
from pipelines.city.schemes import PLOT
from tests.pipelines.city.schemes.houses import deed_of
from tests.pipelines.city.schemes.stays.ward_counts import nights, overcounted, quiet_ends
from tests.pipelines.city.schemes.stays.wards import Inspector, Measure, Play


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("overcount-days", [overcounted]),
        ("prolong-stays", [quiet_ends]),
        ("hold-patients-back", [quiet_ends]),
    ],
)
def test_a_scheme_is_found(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.finds(name, *measures)


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("move-between-wards", [overcounted]),
        ("shelter-the-mentally-ill", [quiet_ends]),
        ("teach-on-the-severe", [quiet_ends]),
        ("take-the-hard-cases", [quiet_ends]),
    ],
)
def test_a_look_alike_is_cleared(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.clears(name, *measures)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("shelter-the-mentally-ill", nights),
        ("teach-on-the-severe", nights),
        ("take-the-hard-cases", nights),
    ],
)
def test_a_look_alike_resembles(name: str, measure: Measure, inspector: Inspector) -> None:
    inspector.is_reminded(name, measure)


def test_who_is_kept_lies_idle_on_a_working_day_at_least(play: Play) -> None:
    scene, _ = play(PLOT["prolong-stays"])
    usual = {stay["visit"]: stay["end"] for stay in scene.at_site(STAY)}
    kept = PLOT["prolong-stays"].act(scene).edits
    assert len(kept) > 0
    for stay in kept:
        assert on_working_day(np.arange(usual[stay["visit"]], stay["end"], dtype="M8[D]")).any()


@pytest.mark.parametrize("intensity", [0.001, 0.15])
def test_two_at_least_are_kept_a_month(intensity: float, play: Play) -> None:
    assert len(deed_of(PLOT["prolong-stays"], play, intensity)[1].edits) >= 2
