from typing import Any

import pytest

City = Any  # the builder of conftest.py
COLD, BACK, HIP = "J06.9", "M54.5", "S72.0"


def like_cases(city: City, *illnesses: str, stay: bool = False) -> City:
    """Of every illness as many cases at another site as make a measure, all with one test."""
    for illness in illnesses:
        for n in range(city.thresholds.like_cases_min):
            one = f"{illness}-{n}"
            seen(city, one, illness, "BLOOD", site="H9", stay=stay, atddr_no="D9")
    return city


def seen(
    city: City, name: str, illness: str, *items: str,
    kind: str = "04", stay: bool = False, **more: object,
) -> City:  # fmt: skip
    """A case of an illness, its items charged at 10 yuan each."""
    begin = "2025-06-01"
    row = {"psn": f"P-{name}", "dscg_maindiag_code": illness, "atddr_no": "D1"} | more
    if stay:
        city.stay(name, begin, "2025-06-05", **row)
    else:
        city.visit(name, begin, **row)
    for item in items:
        city.line(name, "2025-06-01", item, 10, kind=kind)
    return city


def test_a_test_that_nobody_else_needs_for_several_illnesses(city: City) -> None:
    like_cases(city, COLD, BACK)
    seen(city, "A", COLD, "BLOOD", "SCAN")
    assert city.hit("unindicated_tests") == {}, "one case is no habit"
    seen(city, "B", BACK, "SCAN")
    assert city.hit("unindicated_tests") == {"A": 10_00, "B": 10_00}
    assert city.hit("unindicated_treatment") == {}


def test_a_specialist_gives_one_item_for_one_illness(city: City) -> None:
    like_cases(city, COLD, BACK)
    for name in "ABC":
        seen(city, name, COLD, "SCAN")
    assert city.hit("unindicated_tests") == {}


@pytest.mark.parametrize(("drug", "told"), [("XA02BCA002", 0), ("XN06BXA002", 2)])
def test_a_like_drug_instead_of_another_is_a_choice(city: City, drug: str, told: int) -> None:
    for illness in (COLD, BACK):
        for n in range(city.thresholds.like_cases_min):
            seen(city, f"{illness}-{n}", illness, "XA02BCA001", kind="09", site="H9", atddr_no="D9")
    for name, illness in (("A", COLD), ("B", BACK)):
        seen(city, name, illness, drug, kind="09")
    assert len(city.hit("unindicated_treatment")) == told


def test_a_house_with_a_ward_for_two_illnesses_has_no_habit(city: City) -> None:
    like_cases(city, COLD, BACK, HIP)
    for name, illness in (("A", COLD), ("B", BACK)):
        seen(city, name, illness, "SCAN", atddr_no=f"D-{name}")
    assert city.hit("unindicated_tests") == {}
    seen(city, "C", HIP, "SCAN", atddr_no="D-C")
    assert set(city.hit("unindicated_tests")) == {"A", "B", "C"}


def test_what_others_do_as_well_is_usual(city: City) -> None:
    like_cases(city, COLD, BACK)
    for name, illness in (("A", COLD), ("B", BACK), ("C", COLD), ("D", BACK)):
        seen(city, name, illness, "SCAN", site="H9" if name in "CD" else "H1", atddr_no=name)
    assert city.hit("unindicated_tests") == {}


def test_few_like_cases_are_no_measure(city: City) -> None:
    like_cases(city, COLD)
    seen(city, "A", COLD, "SCAN")
    assert seen(city, "B", BACK, "SCAN").hit("unindicated_tests") == {}


def test_two_of_very_many_cases_are_no_habit(city: City) -> None:
    like_cases(city, COLD, BACK)
    for n in range(70):
        seen(city, f"N{n}", COLD, "BLOOD")
    seen(city, "A", COLD, "SCAN")
    assert seen(city, "B", BACK, "SCAN").hit("unindicated_tests") == {}


def test_treatment_is_told_by_a_signal_of_its_own(city: City) -> None:
    like_cases(city, COLD, BACK)
    for name, illness in (("A", COLD), ("B", BACK)):
        seen(city, name, illness, "DRIP", kind="09")
    assert city.hit("unindicated_treatment") == {"A": 10_00, "B": 10_00}
    assert city.hit("unindicated_tests") == {}


@pytest.mark.parametrize(("doctor", "items"), [("D1", 3), ("D1", 2), ("D2", 3)])
def test_a_doctors_habit_together_in_a_stay_is_asked_about(
    city: City, doctor: str, items: int
) -> None:
    habit = ("SCAN", "ECHO", "MARKER")
    like_cases(city, COLD, BACK)
    seen(city, "A", COLD, *habit)
    seen(city, "B", BACK, *habit)
    seen(city, "S", HIP, *habit[:items], stay=True, atddr_no=doctor)
    hit = city.hit("unindicated_tests")
    assert hit.get("S") == (30_00 if (doctor, items) == ("D1", 3) else None)


BUNDLE = ("SCAN", "ECHO", "MARKER", "CULTURE")


def test_a_bundle_for_every_illness_is_forced(city: City) -> None:
    like_cases(city, COLD, BACK, stay=True)
    for n, illness in enumerate((COLD, BACK, COLD, BACK)):
        seen(city, f"S{n}", illness, "BLOOD", *BUNDLE, stay=True)
    assert city.hit("forced_bundle") == {f"S{n}": 40_00 for n in range(4)}


@pytest.mark.parametrize("illnesses", [(COLD,) * 4, (COLD, BACK)])
def test_a_pathway_of_one_illness_or_two_stays_are_no_bundle(
    city: City, illnesses: tuple[str, ...]
) -> None:
    like_cases(city, COLD, BACK, stay=True)
    for n, illness in enumerate(illnesses):
        seen(city, f"S{n}", illness, *BUNDLE, stay=True)
    assert city.hit("forced_bundle") == {}


def test_stays_of_an_earlier_month_are_told_once_and_at_nothing(city: City) -> None:
    like_cases(city, COLD, BACK, stay=True)
    city.stay("S0", "2025-05-01", "2025-05-05", dscg_maindiag_code=COLD)
    for item in BUNDLE:
        city.line("S0", "2025-05-01", item, 10, kind="04")
    for n, illness in ((1, BACK), (2, COLD)):
        seen(city, f"S{n}", illness, "BLOOD", *BUNDLE, stay=True)
    assert city.hit("forced_bundle", "2025-05") == {}
    assert city.hit("forced_bundle") == {"S0": 0, "S1": 40_00, "S2": 40_00}


def test_what_like_cases_get_elsewhere_is_no_bundle(city: City) -> None:
    for n in range(25):
        seen(city, f"E{n}", COLD, *BUNDLE, stay=True, site="H9")
        seen(city, f"F{n}", BACK, *BUNDLE, stay=True, site="H9")
    for n, illness in enumerate((COLD, BACK, COLD, BACK)):
        seen(city, f"S{n}", illness, *BUNDLE, stay=True)
    assert city.hit("forced_bundle") == {}
