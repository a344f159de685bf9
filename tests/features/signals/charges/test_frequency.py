from typing import Any

import pytest

City = Any  # the builder of conftest.py


@pytest.mark.parametrize(("site", "found"), [("H1", {"A": 10_00, "B": 20_00}), ("H2", {})])
def test_units_beyond_the_daily_limit_count_across_encounters_of_a_site(
    city: City, site: str, found: dict[str, int]
) -> None:
    """Two a day are allowed; of four, half of each amount is at issue."""
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", site=site)
    city.line("A", "2025-06-01 08:00", "INJECTION", 20, cnt=2.0)
    city.line("B", "2025-06-01 18:00", "INJECTION", 40, cnt=2.0)
    assert city.hit("over_daily_limit") == found


def test_the_daily_limit_is_of_one_person_day_and_item(city: City) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", psn="P2")
    city.line("A", "2025-06-01", "INJECTION", cnt=2.0).line("A", "2025-06-01", "X", cnt=9.0)
    city.line("A", "2025-06-02", "INJECTION", cnt=2.0).line("B", "2025-06-01", "INJECTION", cnt=2.0)
    assert city.hit("over_daily_limit") == {}


def test_units_taken_back_do_not_fill_the_daily_limit(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "INJECTION", cnt=2.0)
    city.reverse("A/0").line("A", "2025-06-01", "INJECTION", cnt=2.0)
    assert city.hit("over_daily_limit") == {}


def test_units_taken_back_in_part_leave_the_rest(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "INJECTION", 60, cnt=6.0)
    city.reverse("A/0", cnt=-2.0, det_item_fee_sumamt=-20_00)
    assert city.hit("over_daily_limit") == {"A": 20_00}


def sugar_twice(city: City, first: str, again: str, **more: str) -> City:
    """A test that may be charged once in 14 days, charged on two days."""
    city.visit("A", first).line("A", first, "SUGAR")
    return city.visit("B", again, **more).line("B", again, "SUGAR", 70).line("B", again, "X", 9)


@pytest.mark.parametrize(
    ("first", "again", "found"),
    [
        ("2025-06-01", "2025-06-14", {"B": 70_00}),
        ("2025-06-01", "2025-06-15", {}),
        ("2025-05-25", "2025-06-03", {"B": 70_00}),
    ],
    ids=["within", "after", "of last month"],
)
def test_a_test_before_its_period_is_over(
    city: City, first: str, again: str, found: dict[str, int]
) -> None:
    assert sugar_twice(city, first, again).hit("over_period_limit") == found


@pytest.mark.parametrize("more", [{"site": "H2"}, {"psn": "P2"}, {"med_type": "21"}])
def test_a_period_is_of_one_person_and_site_out_of_bed(city: City, more: dict[str, str]) -> None:
    assert sugar_twice(city, "2025-06-01", "2025-06-03", **more).hit("over_period_limit") == {}
