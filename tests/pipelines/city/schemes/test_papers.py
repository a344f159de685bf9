from collections.abc import Callable

import numpy as np
import pytest

from pipelines.city.calendar import months_from, on_working_day
from pipelines.city.claims import AWAY, CHRONIC, Claims
from pipelines.city.conditions import condition_of
from pipelines.city.institutions import OUTSIDE
from pipelines.city.people import ADULT
from pipelines.city.schemes import PLOT, Plot, Scene, Scheme
from pipelines.city.schemes.papers import REVIEW, clients, colleague, handed_in, while_it_runs
from pipelines.city.world import World

Play = Callable[[Plot], tuple[Scene, Claims]]


def test_papers_come_weeks_after_the_stay_and_in_office_hours(play: Play) -> None:
    scene, _ = play(PLOT["claim-on-paper"])
    psn = np.arange(200)
    far = int(scene.world.institutions.of_kind(OUTSIDE)[0])
    stays = handed_in(scene, psn, far, condition_of("J18.9"), 6)
    assert set(stays["med_type"]) == {AWAY}
    assert (stays["end"].astype("M8[D]") - stays["beg"].astype("M8[D]") == np.timedelta64(6)).all()
    waited = (stays["settled"] - stays["end"]).astype("m8[D]").astype(int)
    assert 5 <= waited.min() <= waited.max() <= 62
    assert on_working_day(stays["settled"]).all()
    assert (stays["settled"] < scene.month.end).all()
    assert 0.8 * REVIEW < np.median(stays["review"]) < 1.2 * REVIEW


def test_one_clerk_of_the_area_reviews_and_another_pays(play: Play) -> None:
    scene, _ = play(PLOT["claim-on-paper"])
    visits = handed_in(scene, np.arange(200), 0, condition_of("I10"), 0, CHRONIC)
    area = scene.world.clerks.area
    assert (visits["clerk"] != visits["payer"]).all()
    assert (area[visits["clerk"]] == scene.world.people.area[:200]).all()
    assert (area[visits["payer"]] == scene.world.people.area[:200]).all()


@pytest.mark.parametrize("clerk", [0, 3, 7])
def test_a_clerk_has_clients_and_a_colleague_at_the_agency(clerk: int, world: World) -> None:
    scheme = Scheme(5, "wave-through", "G-01", "agency", clerk, 0, 5, 1.0, innocent=False)
    psn = clients(world, scheme, 50)
    area = world.clerks.area[clerk]
    assert np.array_equal(psn, clients(world, scheme, 50))
    assert (world.people.area[psn] == area).all()
    assert (world.people.age[psn] >= ADULT).all()
    assert colleague(world, clerk) != clerk
    assert world.clerks.area[colleague(world, clerk)] == area


def test_a_registration_covers_bills_that_come_late() -> None:
    scheme = Scheme(5, "claim-on-paper", "A-03", "patient", 0, 1, 2, 1.0, innocent=True)
    days = while_it_runs(scheme, months_from("2024-01", 4))
    assert [str(day) for day in days] == ["2023-11-03", "2024-03-31"]
