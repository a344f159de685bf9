from collections.abc import Callable

import numpy as np

from pipelines.city.claims import Claims
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import PLOT, Plot, Scene

Play = Callable[[Plot], tuple[Scene, Claims]]
MINUTES = np.array([item.minutes for item in ITEMS])


def days_at(claims: Claims, inst: int) -> set[np.datetime64]:
    own = claims.visits[claims.visits["inst"] == inst]
    return set(own["beg"].astype("M8[D]").tolist())


def test_phantom_services_fill_more_than_a_working_day(play: Play) -> None:
    scene, claims = play(PLOT["bill-phantom-services"])
    assert (claims.visits["dr"] == scene.actor).all()
    days, day = np.unique(claims.lines["time"].astype("M8[D]"), return_inverse=True)
    minutes = np.bincount(day, MINUTES[claims.lines["item"]] * claims.lines["cnt"])
    assert len(days) == len(minutes)
    assert minutes.min() > 12 * 60


def test_two_sites_are_billed_on_the_same_days(play: Play) -> None:
    scene, claims = play(PLOT["bill-at-two-sites"])
    main = int(scene.world.doctors.inst[scene.actor])
    other = {int(inst) for inst in claims.visits["inst"]} - {main}
    assert len(other) == 1
    assert days_at(claims, main) == days_at(claims, other.pop())


def test_an_honest_second_site_has_its_own_days(play: Play) -> None:
    scene, claims = play(PLOT["work-at-two-sites"])
    main = scene.by_doctor()
    own = set(main["beg"].astype("M8[D]").tolist())
    second = int(scene.world.doctors.second_site[scene.actor])
    assert own.isdisjoint(days_at(claims, second))


def test_overprescribed_supply_outlasts_the_month_many_times(play: Play) -> None:
    scene, claims = play(PLOT["overprescribe"])
    assert (claims.visits["dr"] == scene.actor).all()
    persons = len(np.unique(claims.visits["psn"]))
    assert claims.lines["days"].sum() / persons / 3 > 4 * scene.month.days


def test_long_prescriptions_are_given_once_a_quarter(play: Play) -> None:
    scene, claims = play(PLOT["prescribe-for-long"])
    assert len(np.unique(claims.visits["psn"])) == len(claims.visits)
    assert claims.lines["days"].max() <= 90
    assert (claims.visits["inst"] == scene.world.doctors.inst[scene.actor]).all()
