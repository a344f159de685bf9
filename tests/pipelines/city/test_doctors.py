import numpy as np

from pipelines.city.conditions import DEPARTMENTS, INTERNAL
from pipelines.city.dice import dice
from pipelines.city.institutions import LEVEL_2, LEVEL_3, PLAIN, SHOP, staff_of
from pipelines.city.world import World


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
    large = np.isin(sites.kind, (LEVEL_3, LEVEL_2)) & (sites.focus == PLAIN)
    assert (world.doctors.department[drawn[large]] == internal).all()
    assert (world.doctors.inst[drawn[drawn >= 0]] == inst[drawn >= 0]).all()


def test_every_site_employs_its_staff_and_a_busy_one_several_times(world: World) -> None:
    sites = world.institutions
    for inst in range(len(sites)):
        staff = staff_of(int(sites.kind[inst]), int(sites.focus[inst]))
        doctors = world.doctors.at(inst)
        assert (world.doctors.inst[doctors] == inst).all()
        assert len(doctors) == len(staff) * max(1, round(float(sites.busy[inst])))


def test_hospital_doctors_work_five_days_and_others_six(world: World) -> None:
    hospital = world.institutions.beds[world.doctors.inst] > 0
    days = world.doctors.week.sum(axis=1)
    assert set(days[hospital]) == {5}
    assert set(days[~hospital]) == {6}


def test_a_hospital_has_doctors_at_weekends(world: World) -> None:
    for inst in world.institutions.of_kind(LEVEL_3):
        assert world.doctors.week[world.doctors.at(int(inst))].any(axis=0).all()


def test_second_sites_get_the_days_that_are_free_at_the_first(world: World) -> None:
    doctors = world.doctors
    elsewhere = doctors.second_site >= 0
    assert 0 < elsewhere.mean() < 0.1
    assert not (doctors.week & doctors.second_week).any()
    assert (doctors.second_week.any(axis=1) == elsewhere).all()
