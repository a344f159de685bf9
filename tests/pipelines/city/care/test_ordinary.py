import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.calendar import Month
from pipelines.city.care import ordinary_visits
from pipelines.city.claims import DAY_SURGERY, PHARMACY, Claims, blank_visits, is_stay
from pipelines.city.institutions import SHOP
from pipelines.city.world import World

MANUAL_WAIT = np.timedelta64(75, "D")


def test_visits_begin_in_the_month_or_follow_on_it(ordinary: Claims, month: Month) -> None:
    visits = ordinary.visits
    assert (visits["beg"] >= month.start).all()
    later = visits[visits["beg"] >= month.end]
    assert 0 < len(later) < 0.02 * len(visits)
    assert (visits["end"] >= visits["beg"]).all()
    assert (visits["settled"] >= visits["end"]).all()
    assert (visits["settled"] - visits["end"] < MANUAL_WAIT).all()
    assert len(np.unique(visits["visit"])) == len(visits)


def test_every_visit_has_lines(ordinary: Claims) -> None:
    assert np.isin(ordinary.visits["visit"], ordinary.lines["visit"]).all()
    assert np.isin(ordinary.lines["visit"], ordinary.visits["visit"]).all()


def test_purchases_happen_in_pharmacies_and_nothing_else_does(
    ordinary: Claims, world: World
) -> None:
    shop = world.institutions.kind[ordinary.visits["inst"]] == SHOP
    assert (shop == (ordinary.visits["med_type"] == PHARMACY)).all()
    assert (shop == (ordinary.visits["dr"] < 0)).all()


def test_a_block_depends_on_nothing_outside_it(world: World, month: Month, year: Rows) -> None:
    waiting = year[is_stay(year) & (year["beg"] < month.start) & (year["settled"] >= month.start)]
    theirs = waiting[(waiting["psn"] >= 2_000) & (waiting["psn"] < 4_000)]
    block = slice(2_000, 4_000)
    visits = ordinary_visits(world, month, waiting, block)
    assert visits.tobytes() == ordinary_visits(world, month, theirs, block).tobytes()
    assert ((visits["psn"] >= 2_000) & (visits["psn"] < 4_000)).all()


def test_blocks_never_share_a_key(world: World, month: Month) -> None:
    keys = [
        ordinary_visits(world, month, blank_visits(0), slice(start, start + 500))["visit"]
        for start in range(0, len(world.people), 500)
    ]
    together = np.concatenate(keys)
    assert len(np.unique(together)) == len(together)


def test_a_month_repeats_itself(ordinary: Claims, ordinary_again: Claims) -> None:
    assert ordinary_again.visits.tobytes() == ordinary.visits.tobytes()
    assert ordinary_again.lines.tobytes() == ordinary.lines.tobytes()


SHARES = {
    "in-patient": ((21,), 0.053, 0.15),
    "out-patient": ((11, 13, 51), 0.35, 0.15),
    "pharmacy": ((41,), 0.47, 0.15),
    "chronic": ((14,), 0.049, 0.3),
}
"""The shares of records of `domain_standard` A.12, and how near they must be.

In so small a city one person on dialysis more or less moves the chronic share by 4 %.
"""


def test_a_year_has_the_records_of_a_real_city(year: Rows, world: World) -> None:
    assert abs(len(year) / len(world.people) / 6.2 - 1) < 0.15
    for name, (types, aim, tolerance) in SHARES.items():
        share = np.isin(year["med_type"], types).mean()
        assert abs(share / aim - 1) < tolerance, name
    stays = year[is_stay(year)]
    nights = (stays["end"].astype("M8[D]") - stays["beg"].astype("M8[D]")).astype(int)
    assert 0.018 < (nights <= 1).mean() < 0.038
    assert (nights[stays["med_type"] == DAY_SURGERY] <= 1).all()
    assert 0.006 < (year["clerk"] >= 0).mean() < 0.014


def test_nobody_comes_after_death_or_out_of_prison(mortal: World, mortal_quarter: Rows) -> None:
    people, visits = mortal.people, mortal_quarter
    day, psn = visits["beg"].astype("M8[D]"), visits["psn"]
    assert not (people.died[psn] < day).any()
    assert not (people.died[psn] < visits["end"].astype("M8[D]")).any()
    assert not ((people.jailed[psn] <= day) & (day < people.freed[psn])).any()
    prisoners = psn[~np.isnat(people.jailed[psn])]
    assert len(prisoners) > 100
