from typing import Any

import pytest

City = Any  # the builder of conftest.py


def returned(city: City, *, day: int = 10, site: str = "H1", diag: str = "J18.1") -> City:
    """Discharged on the fifth, back on `day`."""
    city.stay("A", "2025-06-01", "2025-06-05", dscg_maindiag_code="J18.9")
    return city.stay(
        "B", f"2025-06-{day:02}", f"2025-06-{day + 3:02}", site=site, yuan=1000,
        dscg_maindiag_code=diag, act_pay_dedc=300_00,
    )  # fmt: skip


@pytest.mark.parametrize("day", [5, 10, 20])
def test_back_within_days_for_the_same_disease_is_split(city: City, day: int) -> None:
    assert returned(city, day=day).hit("split_admission") == {"B": 300_00}


@pytest.mark.parametrize(
    "back",
    [{"day": 21}, {"site": "H2"}, {"diag": "I10"}],
    ids=["later", "elsewhere", "for another disease"],
)
def test_an_honest_return_is_not_split(city: City, back: dict[str, Any]) -> None:
    assert returned(city, **back).hit("split_admission") == {}


def test_a_planned_cycle_is_not_split(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-03", dscg_maindiag_code="Z51.1")
    city.stay("B", "2025-06-10", "2025-06-12", dscg_maindiag_code="Z51.1")
    assert city.hit("split_admission") == {}


def test_who_is_admitted_anew_before_the_discharge_is_split_too(city: City) -> None:
    assert returned(city, day=3).hit("split_admission") == {"B": 300_00}


def test_unknown_diagnoses_are_not_the_same_disease(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-03").stay("B", "2025-06-10", "2025-06-12")
    assert city.hit("split_admission") == {}


def test_another_stay_in_between_does_not_hide_the_return(city: City) -> None:
    returned(city, day=12).stay("C", "2025-06-07", "2025-06-08", dscg_maindiag_code="I10")
    assert city.hit("split_admission") == {"B": 300_00}


@pytest.mark.parametrize(("ward", "hits"), [("03", {"B": 300_00}), ("04", {})])
def test_after_a_stay_of_unknown_disease_the_department_tells(
    city: City, ward: str, hits: dict[str, int]
) -> None:
    returned(city)
    for row, department, diag in zip(
        city.rows["mdtrt"], ("03", ward), (None, "J18.1"), strict=True
    ):
        row |= {"dscg_dept_codg": department, "dscg_maindiag_code": diag}
    assert city.hit("split_admission") == hits


def test_a_return_after_a_refunded_stay_is_not_split(city: City) -> None:
    assert returned(city).refund("A", "2025-06-30").hit("split_admission") == {}


def test_a_split_across_months_belongs_to_the_later_month(city: City) -> None:
    city.stay("A", "2025-05-20", "2025-05-28", dscg_maindiag_code="J18.9")
    city.stay("B", "2025-06-02", "2025-06-05", dscg_maindiag_code="J18.9")
    assert city.hit("split_admission", "2025-05") == {}
    assert city.hit("split_admission", "2025-06") == {"B": 600_00}


def cut(city: City, *, day: int, way: str = "1", begin: str = "2025-06-01") -> City:
    """Sent home on the fifth, back on `day`."""
    city.stay("A", begin, "2025-06-05", dscg_maindiag_code="J18.9", dscg_way=way)
    return city.stay("B", f"2025-06-{day:02}", "2025-06-12", yuan=500, dscg_maindiag_code="J18.1")


@pytest.mark.parametrize("day", [5, 6])
def test_both_parts_of_a_stay_taken_up_at_once_are_told(city: City, day: int) -> None:
    assert cut(city, day=day).hit("cut_stay") == {"A": 600_00, "B": 300_00}


@pytest.mark.parametrize(
    "other",
    [{"day": 7}, {"day": 6, "way": "4"}, {"day": 6, "begin": "2025-05-01"}],
    ids=["later", "left against advice", "interim settlement of a long stay"],
)
def test_a_return_with_a_reason_is_no_cut(city: City, other: dict[str, Any]) -> None:
    assert cut(city, **other).hit("cut_stay") == {}


def test_a_stay_cut_by_the_turn_of_the_month_is_told_with_its_second_part(city: City) -> None:
    city.stay("A", "2025-05-20", "2025-05-31", dscg_maindiag_code="J18.9", dscg_way="1")
    city.stay("B", "2025-06-01", "2025-06-05", dscg_maindiag_code="J18.9")
    assert city.hit("cut_stay", "2025-05") == {}
    assert sorted(city.hit("cut_stay", "2025-06")) == ["A", "B"]


def discharged(city: City, month: str, days: list[int]) -> City:
    """A site's stays of a month, each with its day of discharge."""
    for n, day in enumerate(days):
        key = f"{month}-{n}"
        city.stay(key, f"{month}-01", f"{month}-{day:02}", psn=f"P{key}", yuan=100)
    return city


def test_discharges_crowded_at_the_month_end_are_told(city: City) -> None:
    discharged(city, "2025-06", [5, 10, 29, 29, 30, 30])
    assert city.hit("month_end_crowd") == {f"2025-06-{n}": 60_00 for n in range(2, 6)}


@pytest.mark.parametrize(
    "days",
    [[29, 30, 30], [28] * 6, [*range(3, 15), 29, 29, 30, 30], [*range(1, 15), *[30] * 4]],
    ids=["too few", "every Friday alike", "its due share", "by chance"],
)  # fmt: skip
def test_a_month_without_a_crowd_at_its_end_is_not(city: City, days: list[int]) -> None:
    assert discharged(city, "2025-06", days).hit("month_end_crowd") == {}


def test_a_house_that_discharges_on_one_weekday_does_so_every_week(city: City) -> None:
    fridays = [6] * 4 + [13] * 4 + [20] * 4 + [27] * 4
    assert (
        discharged(city.lower(month_end_discharge_days=4), "2025-06", fridays[4:]).hit(
            "month_end_crowd"
        )
        == {}
    )


def test_a_quarter_of_many_discharges_is_no_chance(city: City) -> None:
    days = [*range(3, 28), *range(3, 9), *[30] * 11]
    assert len(discharged(city, "2025-06", days).hit("month_end_crowd")) == 11


def test_small_houses_are_judged_by_the_months_together(city: City) -> None:
    discharged(city, "2025-05", [10, 30, 31]), discharged(city, "2025-06", [5, 29, 30])
    assert len(city.hit("month_end_crowd")) == 4


def test_the_ends_beside_a_crowded_month_are_told_once(city: City) -> None:
    discharged(city, "2025-04", [10, 20, 30]), discharged(city, "2025-05", [30, 30, 31, 31])
    discharged(city, "2025-06", [5, 10, 30])
    assert city.hit("month_end_crowd", "2025-04") == {}
    assert len(city.hit("month_end_crowd", "2025-05")) == 5
    assert list(city.hit("month_end_crowd", "2025-06")) == ["2025-06-2"]
