import numpy as np
import pytest

from pipelines.city.conditions import DEPARTMENTS, TEETH
from pipelines.city.founding import found_institutions
from pipelines.city.horizon import Horizon
from pipelines.city.institutions import (
    CHINESE,
    DENTAL,
    EYE,
    FAR_AWAY,
    KINDS,
    LEVEL_1,
    LEVEL_2,
    MATERNAL,
    OUTSIDE,
    PLAIN,
    PRIVATE,
    SHOP,
    VILLAGE,
    staff_of,
)
from pipelines.city.world import World

TWO_YEARS = Horizon.of(2024, 24)


@pytest.mark.parametrize(
    ("persons", "expected"),
    [
        (1, [2, 7, 12, 11, 14, 14, 2]),
        (2_000, [2, 7, 12, 11, 14, 14, 2]),
        (20_000, [3, 14, 28, 32, 40, 40, 3]),
    ],
)
def test_sites_grow_with_the_city_above_a_floor(persons: int, expected: list[int]) -> None:
    assert np.bincount(found_institutions(persons, TWO_YEARS, 0).kind).tolist() == expected


def test_codes_tell_pharmacies_from_hospitals_and_names_are_told_apart(world: World) -> None:
    sites = world.institutions
    assert len(set(sites.code)) == len(set(sites.name)) == len(sites)
    assert (np.char.startswith(sites.code, "P") == (sites.kind == SHOP)).all()
    assert np.char.startswith(sites.name, "模拟").all()


def test_only_the_sites_of_other_cities_are_far_away(world: World) -> None:
    sites = world.institutions
    outside = sites.kind == OUTSIDE
    assert ((sites.area == FAR_AWAY) == outside).all()
    assert np.abs(sites.lnt[outside] - sites.lnt[~outside].mean()).min() > 3
    assert sites.areas == 6


@pytest.mark.parametrize(
    ("kind", "focus", "departments"),
    [
        (LEVEL_2, MATERNAL, {"05", "07"}),
        (LEVEL_1, EYE, {"10"}),
        (3, DENTAL, {"12"}),
        (3, CHINESE, {"50"}),
        (LEVEL_2, CHINESE, {"50", "03", "04", "21"}),
        (VILLAGE, PLAIN, {"02"}),
        (SHOP, PLAIN, set()),
    ],
)
def test_staff_fits_what_a_site_is_for(kind: int, focus: int, departments: set[str]) -> None:
    assert set(staff_of(kind, focus)) == departments


def test_a_full_city_has_special_hospitals_of_every_sort() -> None:
    sites = found_institutions(20_000, TWO_YEARS, 0)
    hospitals = np.isin(sites.kind, (LEVEL_1, LEVEL_2))
    assert set(sites.focus[hospitals]) >= set(range(CHINESE, MATERNAL + 1))
    assert (sites.focus[hospitals] == PLAIN).mean() > 0.6


def test_beds_are_spread_over_the_departments_that_lie_in(world: World) -> None:
    sites = world.institutions
    assert (sites.wards.sum(axis=1) == sites.beds).all()
    assert (sites.wards[~sites.departments] == 0).all()
    assert (sites.wards[:, DEPARTMENTS.index(TEETH)] == 0).all()


def test_chains_are_private_and_of_one_kind() -> None:
    sites = found_institutions(20_000, TWO_YEARS, 0)
    chained = np.flatnonzero(np.bincount(sites.owner, minlength=len(sites))[sites.owner] > 1)
    assert len(chained) > 10
    assert (sites.natu[chained] == PRIVATE).all()
    assert (sites.kind[chained] == sites.kind[sites.owner[chained]]).all()
    assert (sites.owner[sites.owner] == sites.owner).all()


def test_a_few_sites_open_while_the_city_lives() -> None:
    sites = found_institutions(100_000, TWO_YEARS, 0)
    new = sites.opened >= TWO_YEARS.first
    assert 0 < new.mean() < 0.06
    assert (sites.opened <= TWO_YEARS.last).all()
    assert not new[np.isin(sites.kind, (0, LEVEL_2, VILLAGE, OUTSIDE))].any()


def test_every_kind_has_a_label_and_a_grade() -> None:
    assert len({kind.label for kind in KINDS}) == len(KINDS)
    assert {kind.medinslv for kind in KINDS} == {"1", "2", "3", "9"}
