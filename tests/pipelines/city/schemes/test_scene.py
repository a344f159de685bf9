from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.claims import OUTPATIENT, STAY, Claims
from pipelines.city.conditions import condition_of
from pipelines.city.institutions import PLAIN
from pipelines.city.pricelist import number_of
from pipelines.city.schemes import PLOT, Plot, Scene


@pytest.fixture
def scene(play: Callable[[Plot], tuple[Scene, Claims]]) -> Scene:
    return play(PLOT["hang-beds"])[0]


def test_the_circle_stays_the_same_and_grows_from_the_same_persons(scene: Scene) -> None:
    five = scene.circle(5, scene.aged(40)).tolist()
    assert scene.circle(8, scene.aged(40)).tolist()[:5] == five
    other = replace(scene, scheme=replace(scene.scheme, number=8))
    assert other.circle(5, scene.aged(40)).tolist() != five


def test_patients_come_from_nearby_and_not_from_a_bed(scene: Scene) -> None:
    people, kind = scene.world.people, scene.world.institutions.kind[scene.actor]
    psn = scene.patients_near(scene.actor, 10, scene.anyone)
    assert (people.usual[psn, kind] == scene.actor).all()
    assert not scene.lying_in[psn].any()


def test_ages_are_from_and_below(scene: Scene) -> None:
    age = scene.world.people.age[scene.aged(6, 18)]
    assert (age.min(), age.max()) == (6, 17)


def test_every_visit_gets_its_own_key(scene: Scene) -> None:
    psn = np.arange(3)
    begin = np.zeros(3, np.int64)
    rows = [scene.visit(psn, 5, condition_of("I10"), OUTPATIENT, begin) for _ in range(2)]
    assert len(np.unique(np.concatenate(rows)["visit"])) == 6


def test_a_stay_ends_after_its_nights_and_is_billed_by_day(scene: Scene) -> None:
    nights = np.array([3])
    stay = scene.stay(np.array([1]), 5, condition_of("I10"), np.array([4]), nights)
    assert stay["med_type"][0] == STAY
    length = stay["end"].astype("M8[D]") - stay["beg"].astype("M8[D]")
    assert length.astype(int).tolist() == [3]
    line = scene.billed(stay, "bed", 2, day=1)
    assert line["item"][0] == number_of("bed")
    assert line["cnt"][0] == 2
    assert (line["time"].astype("M8[D]") - stay["beg"].astype("M8[D]")).astype(int)[0] == 1
    assert line["scheme"][0] == scene.scheme.number


def test_things_are_done_at_least_once_and_more_with_intensity(scene: Scene) -> None:
    quiet = replace(scene, scheme=replace(scene.scheme, intensity=0.01))
    assert {quiet.times(1) for _ in range(20)} == {1}
    assert np.mean([scene.times(50) for _ in range(50)]) > 20


def test_some_are_a_share_and_no_fewer_than_wanted(scene: Scene) -> None:
    rows = scene.at_site(OUTPATIENT)
    quiet = replace(scene, scheme=replace(scene.scheme, intensity=0.0001))
    assert len(quiet.some(rows, 0.5)) == 0
    assert len(np.unique(quiet.some(rows, 0.5, least=2)["visit"])) == 2
    assert len(quiet.some(rows[:1], 0.5, least=2)) == 1
    assert 0 < len(scene.some(rows, 0.5, least=2)) < len(rows)


@pytest.mark.parametrize(
    "name",
    [
        "force-bundles", "over-test", "over-treat", "swap-drugs", "charge-without-record",
        "order-too-much", "overdo-everything",
    ],
)  # fmt: skip
def test_the_faintest_do_it_more_than_once_a_month(
    name: str, play: Callable[[Plot], tuple[Scene, Claims]]
) -> None:
    scene = play(PLOT[name])[0]
    faintest = replace(scene, scheme=replace(scene.scheme, intensity=0.0001))
    assert len(np.unique(PLOT[name].act(faintest).claims.lines["visit"])) >= 2


@pytest.mark.parametrize("name", ["over-test", "over-treat"])
def test_who_does_too_much_for_the_mildly_ill_sees_them(
    name: str, play: Callable[[Plot], tuple[Scene, Claims]]
) -> None:
    scene = play(PLOT[name])[0]
    assert (scene.world.institutions.focus[PLOT[name].candidates(scene.world)] == PLAIN).all()
