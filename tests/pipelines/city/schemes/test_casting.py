import numpy as np
import polars as pl

from pipelines.city.schemes import PLOTS, cast
from pipelines.city.world import World, build_world

REQUIRED = {
    "I-01", "I-02", "I-03", "I-04", "I-08", "I-15", "I-17", "P-02", "P-03",
    "D-04", "D-06", "A-01", "A-05", "A-07",
}  # fmt: skip


def test_all_wanted_violations_are_planted_and_have_a_look_alike() -> None:
    assert {plot.violation for plot in PLOTS if not plot.innocent} >= REQUIRED
    assert {plot.violation for plot in PLOTS if plot.innocent} >= REQUIRED
    assert len({plot.name for plot in PLOTS}) == len(PLOTS)


def test_a_full_city_has_enough_actors_to_learn_from() -> None:
    schemes = [s for s in cast(build_world(20_000, 2024, 0), 24) if not s.innocent]
    count = {
        level: sum(s.level == level for s in schemes)
        for level in ("institution", "doctor", "patient")
    }
    assert count == {"institution": 38, "doctor": 58, "patient": 120}
    last = [s for s in schemes if s.last == 23]
    assert 0.2 * len(schemes) < len(last) < 0.9 * len(schemes)
    assert len({s.first for s in schemes}) > 10


def test_actors_fit_their_plot_and_seldom_play_twice(world: World) -> None:
    schemes = cast(world, 24)
    by_name = {plot.name: plot for plot in PLOTS}
    for scheme in schemes:
        assert scheme.actor in by_name[scheme.name].candidates(world)
        assert 0 <= scheme.first <= scheme.last <= 23
    patients = [s.actor for s in schemes if s.level == "patient"]
    assert len(set(patients)) == len(patients)


def test_look_alikes_run_all_the_time(world: World) -> None:
    assert all((s.first, s.last) == (0, 23) for s in cast(world, 24) if s.innocent)


def test_numbers_are_places(world: World) -> None:
    assert np.array_equal([s.number for s in cast(world, 12)], np.arange(len(cast(world, 12))))


def test_the_small_city_plants_every_plot(schemes: pl.DataFrame, truth: pl.DataFrame) -> None:
    assert set(schemes["plot"]) == {plot.name for plot in PLOTS if plot.case is None}
    seen = set(truth["scheme_id"])
    silent = set(schemes["scheme_id"]) - seen
    assert len(silent) <= 2  # an actor whose site had no fitting visit
