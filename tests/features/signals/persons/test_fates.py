from typing import Any

import pytest

City = Any  # the builder of conftest.py


def known(city: City, kind: str, begin: str, end: str | None = None, psn: str = "P1") -> City:
    number = f"X{len(city.rows['ext'])}"
    return city.add("ext", ext_id=number, ext_type=kind, psn_no=psn, begndate=begin, enddate=end)


def test_the_dead_are_not_treated(city: City) -> None:
    known(city, "death", "2025-05-31")
    city.visit("A", "2025-06-01").purchase("B", "2025-06-02", yuan=10)
    assert city.hit("after_death") == {"A": 600_00, "B": 6_00}


def test_the_last_stay_is_settled_after_the_funeral(city: City) -> None:
    known(city, "death", "2025-06-03")
    city.stay("A", "2025-05-28", "2025-06-03", settled="2025-06-11").visit("B", "2025-06-03")
    assert city.hit("after_death") == {}


@pytest.mark.parametrize(("kind", "psn"), [("abroad", "P1"), ("death", "P2")])
def test_another_list_or_another_person_is_not_dead(city: City, kind: str, psn: str) -> None:
    assert known(city, kind, "2025-01-01", psn=psn).visit("A", "2025-06-01").hit(
        "after_death"
    ) == {}  # fmt: skip


@pytest.mark.parametrize("until", [None, "2025-06-11"])
def test_a_prisoner_is_not_treated_at_home(city: City, until: str | None) -> None:
    city.visit("A", "2025-06-10")
    assert known(city, "prison", "2025-01-01", until).hit("in_prison") == {"A": 600_00}


@pytest.mark.parametrize("day", ["2025-06-01", "2025-06-10"], ids=["taken in", "set free"])
def test_on_the_first_and_the_last_day_one_is_outside_too(city: City, day: str) -> None:
    assert known(city, "prison", "2025-06-01", "2025-06-10").visit("A", day).hit("in_prison") == {}


def test_a_prisoner_on_parole_is_treated(city: City) -> None:
    known(city, "prison", "2025-01-01")
    known(city, "other", "2025-06-01", "2025-06-10")
    city.visit("A", "2025-06-10").visit("B", "2025-06-11")
    assert city.hit("in_prison") == {"B": 600_00}
