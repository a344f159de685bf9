"""Rhythms that repeat: refills, dialysis, chemotherapy, life on a ward, pregnancies."""

from dataclasses import replace

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.care.courses import institutionalised, on_chemotherapy
from pipelines.city.care.dialysis import dialysed
from pipelines.city.care.refills import registered
from pipelines.city.claims import (
    BIRTH,
    BIRTH_VISIT,
    CHRONIC,
    SPECIAL_DRUG,
    STAY,
    is_stay,
)
from pipelines.city.conditions import condition_of, conditions_under
from pipelines.city.pricelist import FEMALE
from pipelines.city.world import World
from tests.pipelines.city.care.conftest import lived


def gaps(visits: Rows) -> Ints:
    """Days between the visits of the same person."""
    rows = np.sort(visits, order=["psn", "beg"])
    days = np.diff(rows["beg"].astype("M8[D]").astype(np.int64))
    found: Ints = days[np.diff(rows["psn"]) == 0]
    return found


def of_type(visits: Rows, med_type: int, *codes: str) -> Rows:
    fits = np.isin(visits["cond"], conditions_under(*codes)) if codes else True
    found: Rows = visits[(visits["med_type"] == med_type) & fits]
    return found


def test_refills_come_when_the_supply_ends_to_one_place(year: Rows, world: World) -> None:
    refills = year[(year["med_type"] == CHRONIC)]
    refills = refills[registered(world, refills["psn"])]
    assert (refills["cond"] == world.people.chronic[refills["psn"]]).all()
    between = gaps(refills)
    monthly = between[between < 45]
    assert len(monthly) > 500
    assert 28 <= np.median(monthly) <= 31
    assert (between >= 26).mean() > 0.99  # a day or two for a place that was shut
    places = np.unique(refills[["psn", "inst"]])
    assert len(places) == len(np.unique(refills["psn"]))


def test_special_drugs_are_given_every_month(year: Rows) -> None:
    given = of_type(year, SPECIAL_DRUG)
    assert np.isin(given["cond"], conditions_under("C", "B18", "G20")).all()
    assert 28 <= np.median(gaps(given)) <= 32


def test_dialysis_is_thrice_a_week_at_one_place(year: Rows, world: World) -> None:
    sessions = of_type(year, CHRONIC, "N18")
    persons, times = np.unique(sessions["psn"], return_counts=True)
    assert dialysed(world, persons).all()
    assert len(persons) > 0
    assert (times > 120).all()
    assert (times <= 158).all()
    assert np.isin(gaps(sessions), (2, 3)).mean() > 0.9
    assert len(np.unique(sessions[["psn", "inst"]])) == len(persons)
    hours = (sessions["end"] - sessions["beg"]).astype(np.int64) / 3_600
    assert (np.abs(hours - 4) <= 0.26).all()


def test_chemotherapy_comes_in_cycles_of_three_weeks(year: Rows, world: World) -> None:
    cycles = of_type(year, STAY, "Z51.1")
    persons, times = np.unique(cycles["psn"], return_counts=True)
    assert on_chemotherapy(world, persons).all()
    assert times.max() <= 8
    assert len(cycles) > 15
    assert (np.abs(gaps(cycles) - 21) <= 3).mean() > 0.8
    nights = (cycles["end"].astype("M8[D]") - cycles["beg"].astype("M8[D]")).astype(int)
    assert nights.max() <= 3


def test_a_life_on_the_ward_is_settled_every_two_or_three_months(year: Rows, world: World) -> None:
    terms = of_type(year, STAY, "F20")
    persons = np.unique(terms["psn"])
    assert institutionalised(world, persons).any()
    terms = terms[institutionalised(world, terms["psn"])]
    between = gaps(terms)
    assert len(between) > 0
    assert ((between >= 61) & (between <= 91)).mean() > 0.9  # but for a first or last term


def test_births_follow_on_checks_at_the_same_house(year: Rows, world: World) -> None:
    births, checks = of_type(year, BIRTH), of_type(year, BIRTH_VISIT)
    assert np.isin(births["cond"], [condition_of("O80"), condition_of("O82")]).all()
    assert (world.people.gend[births["psn"]] == FEMALE).all()
    late = births[births["beg"] >= np.datetime64("2024-08-01")]
    assert len(late) >= 10
    assert np.isin(late["psn"], checks["psn"]).all()
    house = dict(zip(late["psn"].tolist(), late["inst"].tolist(), strict=True))
    for check in checks[np.isin(checks["psn"], late["psn"])]:
        assert house[int(check["psn"])] == check["inst"]
    assert len(births) == len(np.unique(births["psn"]))


def test_only_the_ill_have_courses(year: Rows) -> None:
    born = is_stay(year) & (year["med_type"] != BIRTH)
    assert not np.isin(year["cond"][born], [condition_of("O80"), condition_of("O82")]).any()


def test_children_are_born_to_the_women_of_their_household(world: World) -> None:
    people = world.people
    grown, birth = (people.age >= 20) & (people.age <= 41), people.birth.copy()
    women = np.flatnonzero(grown & (people.gend == FEMALE))
    _, at = np.unique(people.household[women], return_index=True)
    mothers = women[at][:300]
    children = np.flatnonzero(np.isin(people.household, people.household[mothers]) & ~grown)
    _, at = np.unique(people.household[children], return_index=True)
    children = children[at]
    birth[children] = np.datetime64("2024-02-01") + np.arange(len(children)) % 100
    young = replace(people, birth=birth, enrolled=birth)
    visits = lived(replace(world, people=young), 4)
    births = visits[visits["med_type"] == BIRTH]
    home = dict(zip(people.household[children].tolist(), birth[children].tolist(), strict=True))
    registered_ones = births[np.isin(people.household[births["psn"]], list(home))]
    assert len(registered_ones) > 50
    for stay in registered_ones:
        if stay["beg"] < np.datetime64("2024-05-01"):
            assert home[int(people.household[stay["psn"]])] == stay["beg"].astype("M8[D]").item()
    jaundiced = of_type(visits, STAY, "P59")
    assert len(jaundiced) > 3
    assert np.isin(jaundiced["psn"], children).all()
    age = jaundiced["beg"].astype("M8[D]") - birth[jaundiced["psn"]]
    assert (age.astype(int) <= 9).all()
