from typing import Any

import pytest

City = Any  # the builder of conftest.py

BASE: dict[str, Any] = {"emp_no": "E1", "clctstd": 8000_00}


def enrolled(city: City, insutype: str, since: str, until: str | None = None, **more: Any) -> City:
    number = f"R{len(city.rows['enrol'])}"
    return city.add(
        "enrol", psn_insu_rlts_id=number, psn_no="P1", insutype=insutype, psn_insu_date=since,
        paus_insu_date=until, **more,
    )  # fmt: skip


def drawn(city: City, insutype: str = "390") -> City:
    return city.visit("A", "2025-06-02", insutype=insutype)


def test_drawn_on_a_second_entry(city: City) -> None:
    enrolled(enrolled(city, "310", "2015-01-01", **BASE), "390", "2025-01-01")
    assert drawn(city).hit("entered_twice") == {"A": 600_00}


def test_drawn_on_the_first(city: City) -> None:
    enrolled(enrolled(city, "310", "2015-01-01", **BASE), "390", "2025-01-01")
    assert drawn(city, "310").hit("entered_twice") == {}


def test_a_resident_found_work(city: City) -> None:
    """The old entry was not closed, but an employer pays for the new one."""
    enrolled(enrolled(city, "390", "2015-01-01"), "310", "2025-01-01", **BASE)
    assert drawn(city, "310").hit("entered_twice") == {}


@pytest.mark.parametrize(
    "first", [("310", "2015-01-01", "2024-12-31"), ("390", "2015-01-01"), ("310", "2025-06-03")]
)
def test_one_insurance_after_the_other(city: City, first: tuple[str, ...]) -> None:
    """Moved, entered anew in the same, or insured otherwise only later."""
    enrolled(enrolled(city, *first), "390", "2025-01-01")
    assert drawn(city).hit("entered_twice") == {}
