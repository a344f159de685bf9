import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.calendar import Month
from pipelines.city.care import ordinary_care
from pipelines.city.claims import CHRONIC, PHARMACY, STAY, Claims, together
from pipelines.city.conditions import CONDITIONS
from pipelines.city.institutions import SHOP
from pipelines.city.keys import is_ordinary
from pipelines.city.world import World


def of_type(claims: Claims, med_type: int) -> Rows:
    found: Rows = claims.visits[claims.visits["med_type"] == med_type]
    return found


def test_visits_begin_in_the_month_with_fresh_keys(ordinary: Claims, month: Month) -> None:
    visits = ordinary.visits
    assert (visits["beg"] >= month.start).all()
    assert (visits["beg"] < month.end).all()
    assert (visits["end"] >= visits["beg"]).all()
    assert (visits["settled"] >= visits["end"]).all()
    assert len(np.unique(visits["visit"])) == len(visits)
    assert is_ordinary(visits["visit"]).all()


def test_every_visit_has_lines(ordinary: Claims) -> None:
    assert np.isin(ordinary.visits["visit"], ordinary.lines["visit"]).all()
    assert np.isin(ordinary.lines["visit"], ordinary.visits["visit"]).all()


def test_purchases_happen_in_pharmacies_and_nothing_else_does(
    ordinary: Claims, world: World
) -> None:
    shop = world.institutions.kind[ordinary.visits["inst"]] == SHOP
    assert (shop == (ordinary.visits["med_type"] == PHARMACY)).all()
    assert (shop == (ordinary.visits["dr"] < 0)).all()


def test_refills_are_for_the_chronic_illness(ordinary: Claims, world: World) -> None:
    refills = of_type(ordinary, CHRONIC)
    assert (refills["cond"] == world.people.chronic[refills["psn"]]).all()
    assert len(refills) == len(np.unique(refills["psn"]))


def test_nobody_lies_in_two_beds(world: World, month: Month, ordinary: Claims) -> None:
    stays = of_type(ordinary, STAY)
    assert len(np.unique(stays["psn"])) == len(stays) > 50
    again = ordinary_care(world, month, stays)
    assert not np.isin(of_type(again, STAY)["psn"], stays["psn"]).any()


def test_hardly_anybody_goes_out_of_the_ward(ordinary: Claims) -> None:
    stays = of_type(ordinary, STAY)
    others = ordinary.visits[ordinary.visits["med_type"] != STAY]
    inside = 0
    for stay in stays:
        same = others[others["psn"] == stay["psn"]]
        inside += int(((same["beg"] > stay["beg"]) & (same["beg"] < stay["end"])).sum())
    assert inside <= 0.05 * len(stays)


def test_operations_are_not_for_small_houses(ordinary: Claims, world: World) -> None:
    stays = of_type(ordinary, STAY)
    surgical = np.array([bool(condition.surgery) for condition in CONDITIONS])[stays["cond"]]
    assert (world.institutions.kind[stays["inst"][surgical]] <= 1).all()


def test_a_month_repeats_itself(world: World, month: Month, ordinary: Claims) -> None:
    again = ordinary_care(world, month, together([]).visits)
    assert again.visits.tobytes() == ordinary.visits.tobytes()
    assert again.lines.tobytes() == ordinary.lines.tobytes()
