import numpy as np
import pytest

from pipelines.city.dice import dice
from pipelines.city.horizon import Horizon
from pipelines.city.households import Households, compose_households
from pipelines.city.pricelist import FEMALE

TWO_YEARS = Horizon.of(2024, 24)


@pytest.fixture(scope="module")
def homes() -> Households:
    return compose_households(40_000, TWO_YEARS, dice(0, "homes"))


@pytest.mark.parametrize(
    ("low", "below", "share"),
    [(0, 6, 0.065), (6, 18, 0.125), (18, 45, 0.38), (45, 65, 0.29), (65, 101, 0.14)],
)
def test_ages_are_those_of_a_city(low: int, below: int, share: float, homes: Households) -> None:
    assert np.mean((homes.age >= low) & (homes.age < below)) == pytest.approx(share, abs=0.015)


def test_households_stand_together_and_have_an_adult(homes: Households) -> None:
    assert (np.diff(homes.household) >= 0).all()
    eldest = np.zeros(homes.household.max() + 1)
    np.maximum.at(eldest, homes.household, homes.age)
    assert eldest.min() >= 20
    assert 2.2 < len(homes.age) / len(eldest) < 3


def test_children_are_a_generation_younger_than_some_woman_or_man(homes: Households) -> None:
    young = np.flatnonzero(homes.age < 18)
    eldest = np.zeros(homes.household.max() + 1)
    np.maximum.at(eldest, homes.household, homes.age)
    assert (eldest[homes.household[young]] - homes.age[young] >= 19).all()


def test_couples_are_of_two_sexes(homes: Households) -> None:
    size = np.bincount(homes.household)[homes.household]
    pair = np.flatnonzero((size == 2) & (homes.age > 62)).tolist()
    sexes: dict[int, list[int]] = {}
    for person in pair:
        sexes.setdefault(int(homes.household[person]), []).append(int(homes.gend[person]))
    both = [sorted(each) for each in sexes.values() if len(each) == 2]
    assert len(both) > 100
    assert np.mean([each == [1, 2] for each in both]) > 0.99


def test_as_many_are_born_in_the_horizon_as_in_a_city(homes: Households) -> None:
    babies = np.flatnonzero(homes.birth >= TWO_YEARS.first)
    assert len(babies) / len(homes.age) == pytest.approx(0.0136, abs=0.002)
    assert (homes.age[babies] == 0).all()
    assert (homes.birth[babies] <= TWO_YEARS.last).all()


def test_those_who_grow_old_alone_are_mostly_women(homes: Households) -> None:
    size = np.bincount(homes.household)[homes.household]
    alone = homes.gend[(size == 1) & (homes.age > 70)]
    assert 0.6 < (alone == FEMALE).mean() < 0.75


@pytest.mark.parametrize("persons", [1, 2, 7])
def test_few_persons_make_households_too(persons: int) -> None:
    homes = compose_households(persons, TWO_YEARS, dice(0, "homes"))
    assert len(homes.age) == persons
    assert homes.age[0] >= 20
