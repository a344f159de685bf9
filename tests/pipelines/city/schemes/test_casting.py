import numpy as np
import polars as pl
import pytest

from pipelines.city.calendar import months_from
from pipelines.city.schemes import PLOT, PLOTS, Scheme, cast, plan_of, whole_plan
from pipelines.city.schemes.casting import STRETCHED, SWAPS
from pipelines.city.world import World, build_world

MONTHS = months_from("2024-01", 24)


@pytest.fixture(scope="module")
def schemes_of_all(world: World) -> list[Scheme]:
    return cast(world, MONTHS, whole_plan()).schemes


def test_a_full_city_has_enough_actors_to_learn_from() -> None:
    played = cast(build_world(20_000, 2024, 0), MONTHS, whole_plan()).schemes
    guilty = [scheme for scheme in played if not scheme.innocent]
    count = {
        level: len({s.actor for s in guilty if s.level == level})
        for level in ("institution", "doctor", "patient")
    }
    assert 30 <= count["institution"] <= 60
    assert 30 <= count["doctor"] <= 80
    assert 80 <= count["patient"] <= 300
    last = [scheme for scheme in guilty if scheme.last == 23]
    assert 0.2 * len(guilty) < len(last) < 0.9 * len(guilty)
    assert len({scheme.first for scheme in guilty}) > 10


def test_schemes_are_of_every_strength_and_length(schemes_of_all: list[Scheme]) -> None:
    strengths = [scheme.intensity for scheme in schemes_of_all]
    assert min(strengths) < 0.3
    assert max(strengths) > 1.5
    lengths = {scheme.last - scheme.first + 1 for scheme in schemes_of_all}
    assert min(lengths) <= 3
    assert max(lengths) == 24


def test_actors_fit_their_plot_and_seldom_play_twice(
    world: World, schemes_of_all: list[Scheme]
) -> None:
    for scheme in schemes_of_all:
        assert scheme.actor in PLOT[scheme.name].candidates(world)
        assert 0 <= scheme.first <= scheme.last <= 23
    patients = [s.actor for s in schemes_of_all if s.level == "patient"]
    assert len(patients) - len(set(patients)) < 0.05 * len(patients)  # few are in prison


def test_nobody_plays_a_violation_and_its_look_alike(schemes_of_all: list[Scheme]) -> None:
    guilty, innocent = (
        {(s.violation, s.level, s.actor) for s in schemes_of_all if s.innocent == wanted}
        for wanted in (False, True)
    )
    assert not guilty & innocent


@pytest.mark.parametrize("kin", [SWAPS, STRETCHED])
def test_who_is_innocent_of_one_plays_none_that_looks_so(kin: frozenset[str]) -> None:
    """A small city of few hospitals, where everybody plays something."""
    wishes = [p.name for p in PLOTS if p.level == "institution" and p.case is None]
    played = cast(build_world(2_000, 2024, 2), MONTHS, plan_of(wishes)).schemes
    guilty, innocent = (
        {s.actor for s in played if s.violation in kin and s.innocent == wanted}
        for wanted in (False, True)
    )
    assert guilty
    assert innocent
    assert not guilty & innocent


def test_look_alikes_run_all_the_time(schemes_of_all: list[Scheme]) -> None:
    assert all((s.first, s.last) == (0, 23) for s in schemes_of_all if s.innocent)


def test_numbers_are_places(schemes_of_all: list[Scheme]) -> None:
    numbers = [scheme.number for scheme in schemes_of_all]
    assert np.array_equal(numbers, np.arange(len(schemes_of_all)))


def test_what_is_asked_for_is_played_once_at_least_and_as_asked(world: World) -> None:
    played = cast(world, MONTHS, plan_of(["I-02:0.3"])).schemes
    assert {scheme.violation for scheme in played} == {"I-02"}
    assert {scheme.intensity for scheme in played} == {0.3}
    assert not any(scheme.innocent for scheme in played)
    assert cast(world, MONTHS, plan_of(["nothing"])).schemes == []


def test_one_plot_does_not_disturb_another(world: World) -> None:
    alone = cast(world, MONTHS, plan_of(["hang-beds:1"])).schemes
    beside = cast(world, MONTHS, plan_of(["hang-beds:1", "resell-drugs"])).schemes
    assert [s for s in beside if s.name == "hang-beds"] == alone


def test_the_small_city_plants_what_its_truth_says(
    schemes: pl.DataFrame, truth: pl.DataFrame
) -> None:
    names = set(schemes["plot"])
    assert names <= {plot.name for plot in PLOTS}
    silent = set(schemes["scheme_id"]) - set(truth["scheme_id"])
    assert len(silent) <= 0.1 * schemes["scheme_id"].n_unique()  # no fitting visit, no line
