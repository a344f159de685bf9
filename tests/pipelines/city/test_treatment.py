from collections.abc import Callable

import numpy as np
import pytest

from pipelines.city.arrays import Ints, Rows
from pipelines.city.claims import CHRONIC, PHARMACY, Claims, is_stay
from pipelines.city.conditions import CONDITIONS, condition_of
from pipelines.city.pricelist import ITEMS, number_of, numbers_of, price_list
from pipelines.city.supply import days_of_supply
from pipelines.city.treatment import baskets, rates, stay_days, treat
from pipelines.city.world import World


def of_item(lines: Rows, key: str) -> Rows:
    found: Rows = lines[lines["item"] == number_of(key)]
    return found


BASKETS = (
    baskets.visit_basket, baskets.refill_basket, baskets.shop_basket, baskets.admission_basket,
    baskets.day_basket, baskets.discharge_basket, baskets.operation_basket,
)  # fmt: skip


@pytest.mark.parametrize("basket_of", BASKETS)
def test_a_basket_holds_what_the_insurance_pays_for_the_illness(
    basket_of: Callable[[], baskets.Basket],
) -> None:
    row, item, chance = basket_of().offers(np.arange(len(CONDITIONS)))
    assert ((chance > 0) & (chance <= 1)).all()
    assert all(
        ITEMS[i].pays_for(CONDITIONS[r].code) and ITEMS[i].gend in {0, CONDITIONS[r].gend}
        for r, i in zip(row.tolist(), item.tolist(), strict=True)
    )


def test_prices_are_lawful(ordinary: Claims, world: World) -> None:
    lines = ordinary.lines
    order = np.argsort(ordinary.visits["visit"])
    keys = ordinary.visits["visit"]
    visit = ordinary.visits[order[np.searchsorted(keys, lines["visit"], sorter=order)]]
    limit = price_list().limit(
        lines["item"].astype(np.int64), world.institutions.kind[visit["inst"]]
    )
    assert (lines["pric"] <= limit).all()
    assert (lines["cnt"] > 0).all()


def test_a_stay_has_one_bed_a_day_between_admission_and_discharge(ordinary: Claims) -> None:
    stays = ordinary.visits[is_stay(ordinary.visits)]
    stays = np.sort(stays, order="visit")
    beds = of_item(ordinary.lines, "bed")
    per_stay = np.bincount(np.searchsorted(stays["visit"], beds["visit"]))
    assert per_stay.tolist() == stay_days(stays).tolist()
    stay = stays[np.searchsorted(stays["visit"], beds["visit"])]
    assert (beds["time"] >= stay["beg"]).all()
    assert (beds["time"] <= stay["end"]).all()


def test_honest_places_charge_no_part_beside_its_package(ordinary: Claims) -> None:
    for part in ("gum_check", "scaling", "polishing", "venipuncture", "drug_push"):
        assert len(of_item(ordinary.lines, part)) == 0


def test_items_fit_the_sex(ordinary: Claims, world: World) -> None:
    only = np.array([item.gend for item in ITEMS])[ordinary.lines["item"]]
    psn = dict(zip(ordinary.visits["visit"], ordinary.visits["psn"], strict=True))
    restricted = ordinary.lines[only > 0]
    persons = [psn[visit] for visit in restricted["visit"]]
    assert len(persons) > 0
    assert (world.people.gend[persons] == only[only > 0]).all()


def visits_of(claims: Claims) -> Rows:
    """The visit of every line."""
    order = np.argsort(claims.visits["visit"])
    keys = claims.visits["visit"][order]
    found: Rows = claims.visits[order[np.searchsorted(keys, claims.lines["visit"])]]
    return found


def test_items_fit_the_age(ordinary: Claims, world: World) -> None:
    age, prices = world.people.age[visits_of(ordinary)["psn"]], price_list()
    item = ordinary.lines["item"]
    assert (age >= prices.youngest[item]).all()
    assert (age <= prices.oldest[item]).all()


def test_take_home_drugs_carry_their_supply(ordinary: Claims) -> None:
    lines = of_item(ordinary.lines, "amlodipine")
    assert (lines["days"] == np.minimum(np.rint(28 * lines["cnt"]), 180)).all()
    assert (of_item(ordinary.lines, "bed")["days"] == 0).all()


def test_a_refill_lasts_until_the_next_one(ordinary: Claims, world: World) -> None:
    visits, lines = visits_of(ordinary), ordinary.lines
    refill = (visits["med_type"] == CHRONIC) & (lines["item"] == number_of("amlodipine"))
    supply = days_of_supply(world.seed, visits["psn"][refill].astype(np.int64))
    assert refill.sum() > 5
    assert (abs(lines["days"][refill] - supply) <= 6).all()


def test_a_ward_gives_tablets_for_a_week_at_most(ordinary: Claims) -> None:
    in_ward = ordinary.lines[is_stay(visits_of(ordinary))]
    tablets = in_ward[price_list().days[in_ward["item"]] > 0]
    assert len(tablets) > 100
    assert tablets["days"].max() <= 7


def test_no_daily_limit_is_passed(ordinary: Claims) -> None:
    """Not even a day's sum over the lines of a visit."""
    limit = np.array([item.daily_max for item in ITEMS])[ordinary.lines["item"]]
    lines = ordinary.lines[limit > 0]
    day = lines["time"].astype("M8[D]").astype(np.int64)
    keys = np.stack([lines["visit"], lines["item"].astype(np.int64), day], axis=1)
    found, at = np.unique(keys, axis=0, return_inverse=True)
    used = np.bincount(at.ravel(), lines["cnt"])
    assert (used > np.array([ITEMS[i].daily_max for i in found[:, 1]])).mean() < 0.001


def weekdays_of(lines: Rows) -> Ints:
    days: Ints = lines["time"].astype("M8[D]").astype(np.int64)
    return (days + 3) % 7


@pytest.mark.parametrize(
    ("keys", "most"),
    [(("cbc", "renal", "crp", "electrolytes"), 0.6), (("acupuncture", "massage", "exercise"), 0)],
)
def test_wards_are_quiet_on_sundays(ordinary: Claims, keys: tuple[str, ...], most: float) -> None:
    """Beside the beds that are taken all week; no therapist works on Sundays."""
    visits, lines = visits_of(ordinary), ordinary.lines
    later = lines["time"].astype("M8[D]") > visits["beg"].astype("M8[D]")
    ward = lines[is_stay(visits) & later]
    chosen, beds = ward[np.isin(ward["item"], numbers_of(*keys))], of_item(ward, "bed")
    on_sundays = [(weekdays_of(rows) == 6).mean() for rows in (chosen, beds)]
    assert on_sundays[0] <= most * on_sundays[1]


def test_a_pharmacy_seldom_sells_prescription_drugs_without_one(ordinary: Claims) -> None:
    sold = ordinary.lines[visits_of(ordinary)["med_type"] == PHARMACY]
    needs = ~price_list().otc[sold["item"]]
    without = 1 - sold["rx"][needs].mean()
    assert abs(without - rates.WITHOUT_PRESCRIPTION) < 0.01
    assert not sold["rx"][~needs].any()


def test_operations_come_with_an_anaesthesia(ordinary: Claims) -> None:
    operated = of_item(ordinary.lines, "cholecystectomy")["visit"]
    asleep = of_item(ordinary.lines, "anaesthesia")["visit"]
    assert len(operated) > 0
    assert np.isin(operated, asleep).all()


def test_a_dialysis_session_is_charged_as_such(world: World, ordinary: Claims) -> None:
    visits = ordinary.visits[ordinary.visits["med_type"] == CHRONIC].copy()
    visits["cond"] = condition_of("N18.5")
    lines = treat(world, visits, np.random.default_rng(0))
    treated = np.isin(lines["item"], numbers_of(*(k for k in rates.SESSION if "dia" in k)))
    assert np.isin(visits["visit"], lines["visit"][treated]).all()
    assert (of_item(lines, "sevelamer")["days"] > 0).all()


def test_the_same_dice_treat_alike(world: World, ordinary: Claims) -> None:
    once, again = (treat(world, ordinary.visits, np.random.default_rng(4)) for _ in range(2))
    assert (once == again).all()


def test_nothing_is_charged_for_nobody(world: World, ordinary: Claims) -> None:
    assert len(treat(world, ordinary.visits[:0], np.random.default_rng(0))) == 0


def test_what_a_scheme_has_written_is_not_drawn_again(ordinary: Claims, world: World) -> None:
    visits = ordinary.visits[:40].copy()
    visits["scripted"] = np.arange(40) % 2 == 0
    lines = treat(world, visits, np.random.default_rng(0))
    assert set(lines["visit"]) == set(visits["visit"][1::2])
