"""Who is on duty, and which site is open."""

from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.arrays import Rows
from pipelines.city.calendar import Month, weekdays
from pipelines.city.care import ordinary_visits
from pipelines.city.care.sites import sought
from pipelines.city.claims import CHRONIC, EMERGENCY, OUTPATIENT, PHARMACY, blank_visits
from pipelines.city.conditions import conditions_under
from pipelines.city.institutions import (
    CLINIC,
    DENTAL,
    DIALYSIS,
    EYE,
    MATERNAL,
    MENTAL,
    ONCOLOGY,
    REHAB,
)
from pipelines.city.world import World, build_world
from tests.pipelines.city.care.conftest import lived


def test_doctors_treat_on_days_of_their_roster(year: Rows, world: World) -> None:
    planned = year[(year["med_type"] == OUTPATIENT) | (year["med_type"] == CHRONIC)]
    planned = planned[world.doctors.inst[planned["dr"]] == planned["inst"]]
    week = world.doctors.week
    on_duty = week[planned["dr"], weekdays(planned["beg"])]
    staffed = week.any(axis=1)[planned["dr"]]
    dialysis = np.isin(planned["cond"], conditions_under("N18"))
    assert on_duty[staffed & ~dialysis].mean() > 0.999


def test_a_doctor_with_a_second_site_treats_there_on_free_days(world: World, year: Rows) -> None:
    second = world.doctors.second_site[year["dr"]]
    there = year[(year["dr"] >= 0) & (second == year["inst"])]
    assert len(there) > 0
    assert world.doctors.second_week[there["dr"], weekdays(there["beg"])].mean() > 0.99


def test_a_site_that_opens_later_has_no_visits_yet(world: World, month: Month) -> None:
    opened = world.institutions.opened.copy()
    clinics = world.institutions.of_kind(CLINIC)[:4]
    opened[clinics] = np.datetime64("2025-01-01")
    later = replace(world, institutions=replace(world.institutions, opened=opened))
    everybody = slice(0, len(world.people))
    before = ordinary_visits(world, month, blank_visits(0), everybody)
    after = ordinary_visits(later, month, blank_visits(0), everybody)
    assert np.isin(before["inst"], clinics).sum() > 50
    assert not np.isin(after["inst"], clinics).any()


def test_clinics_with_a_focus_treat_it_and_attract_it(world: World, year: Rows) -> None:
    visits = year[~np.isin(year["med_type"], (PHARMACY, CHRONIC))]
    teeth = np.isin(visits["cond"], np.flatnonzero(sought()[DENTAL]))
    dental = world.institutions.focus[visits["inst"]] == DENTAL
    assert teeth[dental].all()
    clinic = world.institutions.kind[visits["inst"]] == CLINIC
    sites = world.institutions.of_kind(CLINIC)
    assert dental[teeth & clinic].mean() > 2 * (world.institutions.focus[sites] == DENTAL).mean()


def test_emergencies_come_at_night_too(year: Rows) -> None:
    def at_night(med_type: int) -> float:
        begun = year["beg"][year["med_type"] == med_type]
        hour = (begun - begun.astype("M8[D]")).astype(int) // 3_600
        return float(((hour < 7) | (hour >= 19)).mean())

    assert at_night(EMERGENCY) > 0.4
    assert at_night(OUTPATIENT) < 0.05


@pytest.fixture(scope="module")
def towns() -> tuple[World, Rows]:
    city = build_world(20_000, 2024, 2, months=3)
    return city, lived(city, 3)


@pytest.mark.parametrize("focus", [DIALYSIS, MENTAL, EYE, ONCOLOGY, REHAB, MATERNAL])
def test_special_hospitals_have_their_own_patients(focus: int, towns: tuple[World, Rows]) -> None:
    city, visits = towns
    there = visits[city.institutions.focus[visits["inst"]] == focus]
    assert len(there) > 0
    assert sought()[focus, there["cond"]].all()
