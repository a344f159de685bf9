import numpy as np
import pytest

from pipelines.city.calendar import months_from
from pipelines.city.conditions import CONDITIONS
from pipelines.city.institutions import CHINESE, CLINIC, PLAIN
from pipelines.city.people import ADULT, EMPLOYEES, People, condition_weights
from pipelines.city.pricelist import MALE
from pipelines.city.world import World, build_world


@pytest.fixture(scope="module")
def crowd() -> People:
    return build_world(60_000, 2024, 2, 24).people


def test_identifiers_are_unique_and_birthdays_fit_the_age(world: World) -> None:
    people = world.people
    assert len(set(people.psn_no)) == len(people)
    years = 2024 - people.birth.astype("M8[Y]").astype(int) - 1970
    assert (np.abs(years - people.age) <= 1).all()


def test_only_adults_are_employed_and_only_the_employed_have_accounts(world: World) -> None:
    people = world.people
    employed = people.insutype == EMPLOYEES
    assert (people.age[employed] >= ADULT).all()
    assert (people.top_up[~employed] == 0).all()
    assert (people.opening_balance[employed] >= 0).all()
    assert (people.employer[~employed] == -1).all()
    assert (people.employer[employed] >= 0).mean() > 0.8
    assert not people.poor[employed].any()


def test_people_go_to_sites_of_the_right_kind_mostly_nearby(world: World) -> None:
    people, sites = world.people, world.institutions
    assert (sites.kind[people.usual] == np.arange(people.usual.shape[1])).all()
    village = people.usual[:, 4]
    assert (sites.area[village] == people.area).mean() > 0.5


def test_hospitals_for_one_illness_are_nobodys_usual_one(world: World) -> None:
    sites = world.institutions
    usual = np.unique(np.delete(world.people.usual, CLINIC, axis=1))
    assert np.isin(sites.focus[usual], (PLAIN, CHINESE)).all()


def test_nobody_falls_ill_with_what_their_sex_excludes(world: World) -> None:
    men = np.full(5, MALE)
    weights = condition_weights("visit", np.full(5, 30), men)
    excluded = [n for n, condition in enumerate(CONDITIONS) if condition.gend not in {0, MALE}]
    assert (weights[:, excluded] == 0).all()
    assert (weights.sum(axis=1) > 0).all()


def test_a_second_account_has_the_certificate_of_the_first_and_another_insurance() -> None:
    people = build_world(2_000, 2024, 0, spare=30).people
    spare = np.flatnonzero(~people.here)
    owner = people.same_as[spare]
    assert len(spare) == 30
    assert (spare >= 2_000).all()
    assert people.here[owner].all()
    assert (people.cert_key[spare] == people.cert_key[owner]).all()
    assert (people.birth[spare] == people.birth[owner]).all()
    assert (people.insutype[spare] != people.insutype[owner]).all()
    assert len(set(people.cert_key)) == 2_000
    assert (people.frailty[spare] == 0).all()


def test_one_in_a_thousand_has_a_second_account(crowd: People) -> None:
    assert len(crowd) == 60_060


def test_nobody_is_treated_before_birth_after_death_or_in_prison(crowd: People) -> None:
    everyone = np.arange(len(crowd))
    for month in months_from("2024-06", 2):
        there = everyone[crowd.present(month)]
        first, last = np.datetime64(month.first, "D"), month.end.astype("M8[D]") - 1
        assert (crowd.birth[there] <= first).all()
        assert not (crowd.died[there] <= last).any()
        assert not ((crowd.jailed[there] <= last) & (crowd.freed[there] > first)).any()
        assert 0.96 < len(there) / len(crowd) < 1


def test_who_is_freed_comes_back(crowd: People) -> None:
    months = months_from("2024-01", 24)
    inside = np.flatnonzero(~np.isnat(crowd.jailed) & np.isnat(crowd.died) & crowd.here)
    back = inside[crowd.freed[inside] < np.datetime64("2025-12-01")]
    assert len(back) > 3
    assert not crowd.present(months[0])[back].all()
    assert crowd.present(months[-1])[back].all()


def test_no_key_of_a_certificate_looks_like_a_number_of_one(world: World) -> None:
    digits = np.strings.isdigit(np.strings.replace(world.people.cert_key, "k", ""))
    assert digits.any()  # such keys do occur
    assert (np.strings.find(world.people.cert_key, "k") == 8).all()
