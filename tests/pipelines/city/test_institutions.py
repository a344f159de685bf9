import numpy as np
import pytest

from pipelines.city.conditions import DEPARTMENTS, INTERNAL
from pipelines.city.dice import dice
from pipelines.city.institutions import (
    KINDS,
    LEVEL_2,
    LEVEL_3,
    SHOP,
    employ_doctors,
    found_institutions,
)
from pipelines.city.world import World


@pytest.mark.parametrize(
    ("persons", "expected"),
    [(2_000, [2, 7, 12, 11, 14, 14, 2]), (20_000, [3, 14, 28, 32, 40, 40, 3])],
)
def test_sites_grow_with_the_city_above_a_floor(persons: int, expected: list[int]) -> None:
    assert np.bincount(found_institutions(persons, 0).kind).tolist() == expected


def test_codes_tell_pharmacies_from_hospitals(world: World) -> None:
    sites = world.institutions
    assert len(set(sites.code)) == len(sites)
    shops = np.char.startswith(sites.code, "P")
    assert (shops == (sites.kind == SHOP)).all()


def test_doctors_are_ordered_by_site_and_unique(world: World) -> None:
    doctors = world.doctors
    assert (np.diff(doctors.inst) >= 0).all()
    assert len(set(doctors.code)) == len(doctors)
    assert (doctors.second_site != doctors.inst).all()


def test_pharmacies_have_no_doctor_and_patients_see_the_right_department(world: World) -> None:
    sites, internal = world.institutions, DEPARTMENTS.index(INTERNAL)
    inst = np.arange(len(sites))
    drawn = world.doctors.choose(inst, np.full(len(inst), internal), dice(0, "test"))
    assert ((drawn < 0) == (sites.kind == SHOP)).all()
    large = np.isin(sites.kind, (LEVEL_3, LEVEL_2))
    assert (world.doctors.department[drawn[large]] == internal).all()
    assert (world.doctors.inst[drawn[drawn >= 0]] == inst[drawn >= 0]).all()


def test_every_kind_employs_its_staff() -> None:
    sites = found_institutions(2_000, 0)
    doctors = employ_doctors(sites, 0)
    level_3 = sites.of_kind(0)[0]
    assert len(doctors.at(int(level_3))) == len(KINDS[0].staff)
