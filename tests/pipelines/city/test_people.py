import numpy as np

from pipelines.city.conditions import CONDITIONS
from pipelines.city.people import ADULT, EMPLOYEES, condition_weights
from pipelines.city.pricelist import MALE
from pipelines.city.world import World


def test_identifiers_are_unique_and_birthdays_fit_the_age(world: World) -> None:
    people = world.people
    assert len(set(people.psn_no)) == len(people) == 8_000
    years = 2024 - people.birth.astype("M8[Y]").astype(int) - 1970
    assert (np.abs(years - people.age) <= 1).all()


def test_only_adults_are_employed_and_only_the_employed_have_accounts(world: World) -> None:
    people = world.people
    employed = people.insutype == EMPLOYEES
    assert (people.age[employed] >= ADULT).all()
    assert (people.top_up[~employed] == 0).all()
    assert (people.opening_balance[employed] >= 0).all()


def test_people_go_to_sites_of_the_right_kind_mostly_nearby(world: World) -> None:
    people, sites = world.people, world.institutions
    assert (sites.kind[people.usual] == np.arange(people.usual.shape[1])).all()
    village = people.usual[:, 4]
    assert (sites.area[village] == people.area).mean() > 0.5


def test_nobody_falls_ill_with_what_their_sex_excludes(world: World) -> None:
    men = np.full(5, MALE)
    weights = condition_weights("visit", np.full(5, 30), men)
    excluded = [n for n, condition in enumerate(CONDITIONS) if condition.gend not in {0, MALE}]
    assert (weights[:, excluded] == 0).all()
    assert (weights.sum(axis=1) > 0).all()
