import numpy as np
import pytest

from pipelines.city.insurance import ASSISTED
from pipelines.city.people import EMPLOYEES, RESIDENTS
from pipelines.city.world import World, build_world


@pytest.fixture(scope="module")
def town() -> World:
    return build_world(40_000, 2024, 4)


def test_a_few_employers_are_big_and_most_are_small(town: World) -> None:
    employer = town.people.employer
    size = np.sort(np.bincount(employer[employer >= 0], minlength=len(town.employers)))
    assert size[-len(size) // 10 :].sum() > 0.3 * size.sum()
    assert np.median(size) < size.mean()


def test_accounts_follow_the_wages_of_the_employer(town: World) -> None:
    employed = np.flatnonzero(town.people.employer >= 0)
    wage = town.employers.wage[town.people.employer[employed]]
    share = town.people.top_up[employed] / wage
    assert share.mean() == pytest.approx(0.03, rel=0.05)


def test_the_poor_are_residents_and_live_together(town: World) -> None:
    people = town.people
    assert (people.poor == np.isin(people.identity, ASSISTED)).all()
    assert (people.insutype[people.poor] == RESIDENTS).all()
    assert 0.03 < people.poor.mean() < 0.06
    with_poor = np.isin(people.household, people.household[people.poor])
    resident = (people.insutype == RESIDENTS) & people.here
    assert people.poor[with_poor & resident].mean() > 0.95


@pytest.mark.parametrize(
    ("psn_type", "youngest", "below"),
    [(1401, 0, 1), (1402, 1, 7), (1403, 7, 18), (1404, 18, 23), (1501, 18, 60), (1600, 60, 120)],
)
def test_residents_are_typed_by_age(psn_type: int, youngest: int, below: int, town: World) -> None:
    people = town.people
    age = people.age[(people.psn_type == psn_type) & people.here]
    assert len(age) > 50
    assert youngest <= age.min() <= age.max() < below


def test_civil_servants_work_for_the_public(town: World) -> None:
    people = town.people
    public = town.employers.public[people.employer[people.psn_type == 1102]]
    assert len(public) > 50
    assert public.all()
    assert (people.employer[people.psn_type == 1103] == -1).all()


def test_who_moved_was_in_the_other_insurance_before_the_city_began(town: World) -> None:
    people = town.people
    moved = np.flatnonzero(~np.isnat(people.moved) & people.here)
    assert 0.005 < len(moved) / len(people) < 0.03
    assert (people.moved[moved] < town.horizon.first).all()
    assert (people.enrolled[moved] < people.moved[moved]).all()
    assert (people.was[moved] + people.insutype[moved] == EMPLOYEES + RESIDENTS).all()


def test_nobody_is_insured_before_birth_and_few_come_later(town: World) -> None:
    people = town.people
    assert (people.enrolled >= people.birth).all()
    late = people.enrolled >= town.horizon.first
    assert 0.01 < late.mean() < 0.04
