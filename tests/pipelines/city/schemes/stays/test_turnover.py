"""Readmissions and discharge days."""

from dataclasses import replace

import pytest

from pipelines.city.arrays import Rows
from pipelines.city.claims import STAY
from pipelines.city.institutions import PLAIN
from pipelines.city.schemes import PLOT, Scene
from pipelines.city.schemes.stays.turnover import CROWD
from pipelines.city.world import World
from tests.pipelines.city.schemes.houses import deed_of
from tests.pipelines.city.schemes.stays.ward_counts import (
    at_once_again,
    cycles,
    friday_share,
    month_ends,
    readmissions,
)
from tests.pipelines.city.schemes.stays.wards import Inspector, Measure, Play


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("split-stays", [readmissions]),
        ("discharge-at-month-end", [month_ends, at_once_again]),
    ],
)
def test_a_scheme_is_found(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.finds(name, *measures)


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("give-chemotherapy", [readmissions]),
        ("discharge-on-fridays", [month_ends, readmissions]),
    ],
)
def test_a_look_alike_is_cleared(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.clears(name, *measures)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("give-chemotherapy", cycles),
        ("discharge-on-fridays", friday_share),
    ],
)
def test_a_look_alike_resembles(name: str, measure: Measure, inspector: Inspector) -> None:
    inspector.is_reminded(name, measure)


def test_cases_are_timed_where_many_are_discharged(world: World) -> None:
    """A house for the mentally ill or for births discharges too few for a spike."""
    houses = PLOT["discharge-at-month-end"].candidates(world)
    assert len(houses) > 0
    assert (world.institutions.focus[houses] == PLAIN).all()


@pytest.mark.parametrize("intensity", [0.15, 2.0])
def test_discharges_are_put_off_as_a_spike_or_not_at_all(intensity: float, play: Play) -> None:
    scene, _ = play(PLOT["discharge-at-month-end"])
    scene = replace(scene, scheme=replace(scene.scheme, intensity=intensity))
    beds = scene.at_site(STAY)
    put_off = [_put_off(scene, beds[:few]) for few in range(1, len(beds))]
    assert {0} < {min(number, CROWD) for number in put_off} <= {0, CROWD}


def test_a_dear_stay_at_least_is_cut_in_the_faintest_month(play: Play) -> None:
    _, deed = deed_of(PLOT["discharge-at-month-end"], play, 0.001)
    assert len(deed.claims.visits) >= 1


def _put_off(scene: Scene, stays: Rows) -> int:
    """Discharges moved to the end of a month of these stays; what is cut has a second part."""
    deed = PLOT[scene.scheme.name].act(replace(scene, stage=replace(scene.stage, visits=stays)))
    return len(deed.edits) - len(deed.claims.visits)
