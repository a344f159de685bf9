from typing import Any

import pytest

from tests.features.signals.charges.houses import BACK, COLD, HIP, like_cases, seen

City = Any  # the builder of conftest.py


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


def test_what_most_like_cases_get_in_bed_is_no_trace_of_a_habit(city: City) -> None:
    habit = ("SCAN", "ECHO", "MARKER")
    like_cases(city, COLD, BACK)
    for n in range(city.thresholds.like_cases_min):
        items = habit if n < 2 else ("SCAN",)
        seen(city, f"E{n}", HIP, *items, stay=True, site="H9", atddr_no="D9")
    for name, illness in (("A", COLD), ("B", BACK)):
        seen(city, name, illness, *habit)
    seen(city, "S", HIP, *habit, stay=True)
    assert "S" not in city.hit("unindicated_tests")


def test_earlier_visits_are_told_at_nothing_once_they_turn_out_a_habit(city: City) -> None:
    like_cases(city, COLD, BACK)
    seen(city, "A", COLD, "SCAN", begin="2025-05-01")
    assert city.hit("unindicated_tests", "2025-05") == {}
    seen(city, "B", BACK, "SCAN")
    assert city.hit("unindicated_tests") == {"A": 0, "B": 10_00}


DEAR = ("SCAN", "ECHO", "MARKER")


def examined_daily(city: City, name: str, days: int, *tests: str, **more: object) -> City:
    """A stay of four nights for a hip, with the same tests on its first days."""
    seen(city, name, HIP, stay=True, **more)
    for day in range(1, days + 1):
        for test in tests:
            city.line(name, f"2025-06-{day:02d}", test, 10, kind="04")
    return city


def given_by(city: City, *doctors: str) -> City:
    """A house whose doctors give the mildly ill what nobody else gives them."""
    like_cases(city, COLD, BACK, "J20.9")
    like_cases(city, HIP, stay=True)
    for n, illness in enumerate((COLD, BACK, "J20.9", COLD)):
        seen(city, f"V{n}", illness, *DEAR, atddr_no=doctors[n % len(doctors)])
    return city


@pytest.mark.parametrize(
    ("days", "tests", "doctors", "told"),
    [
        (4, ("BLOOD", "LIVER"), ("D2", "D3"), True),
        (2, ("BLOOD", "LIVER"), ("D2", "D3"), False),
        (4, ("BLOOD",), ("D2", "D3"), False),
        (4, ("BLOOD", "LIVER"), ("D2",), False),
    ],
    ids=["daily", "on few days", "one test", "a habit of one doctor"],
)
def test_usual_tests_day_after_day_in_a_house_of_unusual_ones(
    city: City, days: int, tests: tuple[str, ...], doctors: tuple[str, ...], *, told: bool
) -> None:
    examined_daily(given_by(city, *doctors), "S", days, *tests)
    wanted = 10_00 * days * len(tests) if told else None
    assert city.hit("unindicated_tests").get("S") == wanted


def test_what_like_cases_elsewhere_get_daily_too_is_usual(city: City) -> None:
    given_by(city, "D2", "D3")
    for n in range(3):
        examined_daily(city, f"E{n}", 4, "BLOOD", "LIVER", site="H9", atddr_no="D9")
    examined_daily(city, "S", 4, "BLOOD", "LIVER")
    assert "S" not in city.hit("unindicated_tests")


def test_tests_day_after_day_are_nothing_where_no_habit_is_known(city: City) -> None:
    like_cases(city, HIP, stay=True)
    assert examined_daily(city, "S", 4, "BLOOD", "LIVER").hit("unindicated_tests") == {}
