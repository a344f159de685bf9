from typing import Any

import pytest

City = Any  # the builder of conftest.py
DAY = "2025-06-10"


@pytest.mark.parametrize(
    ("uploaded", "expected"),
    [("2025-06-20", {"M1": 600_00}), ("2025-06-19 23:00", {}), (None, {})],
)
def test_an_upload_days_after_the_settlement(
    city: City, uploaded: str | None, expected: dict[str, int]
) -> None:
    assert city.visit("M1", DAY, crte_time=uploaded).hit("late_upload") == expected


@pytest.mark.parametrize(("kind", "violation"), [("1", "I-36"), ("2", "P-16")])
def test_late_records_of_a_pharmacy_are_named_as_those_of_pharmacies(
    city: City, kind: str, violation: str
) -> None:
    city.add("inst", fixmedins_code="H9", fixmedins_type=kind)
    city.visit("M1", DAY, site="H9", crte_time="2025-06-20")
    assert city.hits("late_upload")["violation"].to_list() == [violation]


@pytest.mark.parametrize(("late", "told"), [(2, 3), (1, 1)])
def test_where_uploads_are_late_again_and_again_days_count(
    city: City, late: int, told: int
) -> None:
    for n in range(late):
        city.visit(f"M{n}", DAY, crte_time="2025-06-25")
    city.visit("A", DAY, crte_time="2025-06-13").visit("B", DAY, crte_time="2025-06-12")
    assert len(city.hit("late_upload")) == told


def test_what_an_office_settles_by_hand_is_late_by_nature(city: City) -> None:
    city.visit("M1", DAY, crte_time="2025-08-20", setl_type="1")
    assert city.hit("late_upload") == {}


@pytest.mark.parametrize(
    ("yuan", "expected"), [(90, {"M1": 10_00}), (99.5, {}), (103, {"M1": 300})]
)
def test_a_total_unlike_its_lines(city: City, yuan: float, expected: dict[str, int]) -> None:
    city.visit("M1", DAY, yuan=100).line("M1", DAY, "CRP", yuan)
    assert city.hit("header_unlike_lines") == expected


def test_a_stay_is_compared_with_the_lines_of_all_its_months(city: City) -> None:
    city.stay("M1", "2025-05-20", "2025-06-10", yuan=100)
    city.line("M1", "2025-05-21", "BED", 60).line("M1", "2025-06-09", "BED", 40)
    assert city.hit("header_unlike_lines") == {}
    assert city.line("M1", "2025-06-09", "BED", 5).hit("header_unlike_lines") == {"M1": 5_00}


def test_a_stay_from_before_what_is_seen_is_not_judged(city: City) -> None:
    city.stay("M1", "2025-02-20", "2025-06-10", yuan=100).line("M1", "2025-06-09", "BED", 40)
    assert city.hit("header_unlike_lines") == {}


def test_no_lines_at_all_are_another_matter(city: City) -> None:
    assert city.visit("M1", DAY, yuan=100).hit("header_unlike_lines") == {}


def cancelled(city: City, number: int, of: int) -> City:
    for n in range(of):
        city.visit(f"M{n}", DAY, psn=f"P{n}")
        if n < number:
            city.refund(f"M{n}", "2025-06-11")
    return city


def test_many_refunds_and_nobody_settled_anew(city: City) -> None:
    hit = cancelled(city, 3, 6).hit("cancelled_for_good")
    assert hit == {"M0": 600_00, "M1": 600_00, "M2": 600_00}


@pytest.mark.parametrize(("number", "of"), [(2, 3), (3, 40)])
def test_a_few_refunds_happen_anywhere(city: City, number: int, of: int) -> None:
    assert cancelled(city, number, of).hit("cancelled_for_good") == {}


def test_a_refund_followed_by_a_settlement_was_put_right(city: City) -> None:
    cancelled(city, 3, 6).visit("M9", "2025-06-11 15:00", psn="P0")
    assert city.hit("cancelled_for_good") == {}
