from typing import Any

import pytest

City = Any  # the builder of conftest.py


def course(city: City, months: dict[str, int], **more: object) -> City:
    """So many visits of 100 yuan on the first days of each month."""
    for month, count in months.items():
        for day in range(1, count + 1):
            city.visit(f"{month}-{day}", f"{month}-{day:02}", yuan=100, **more)
    return city


def test_growth_is_per_active_month(city: City) -> None:
    """Three a month lately, two a month in the two months that came before."""
    course(city, {"2025-01": 2, "2025-03": 2, "2025-04": 3, "2025-06": 3})
    assert city.measure("encounter_growth") == {"H1": 1.5}
    assert city.measure("fund_growth") == {"H1": 1.5}


@pytest.mark.parametrize("months", [{"2025-06": 3}, {}], ids=["new", "nothing"])
def test_without_a_past_there_is_no_growth(city: City, months: dict[str, int]) -> None:
    assert set(course(city, months).measure("fund_growth").values()) <= {None}


def test_business_that_ended_shrank_to_nothing_known(city: City) -> None:
    assert course(city, {"2025-01": 2}).measure("encounter_growth") == {"H1": None}


def test_cost_of_a_stay_grows(city: City) -> None:
    city.stay("A", "2025-01-01", "2025-01-05", yuan=100).stay(
        "B", "2025-06-01", "2025-06-05", yuan=150
    )
    city.visit("C", "2025-06-01", yuan=900)
    assert city.measure("stay_cost_growth") == {"H1": 1.5}
