from typing import Any

import pytest

City = Any  # the builder of conftest.py


def claimed(city: City, kind: str = "09", **more: Any) -> City:
    """Renal failure of May that a clerk settles in June; a line of a kind."""
    row = {"med_type": "14", "setl_type": "1", "settled": "2025-06-10"}
    return city.visit("A", "2025-05-20", **row | more).line("A", "2025-05-20", "EPO", kind=kind)


def registered(city: City, begin: str) -> City:
    return city.add("ext", ext_id="X1", ext_type="chronic", psn_no="P1", begndate=begin)


def test_neither_registered_nor_tested(city: City) -> None:
    assert claimed(city).hit("chronic_on_paper") == {"A": 600_00}
    assert registered(city, "2025-06-11").hit("chronic_on_paper") == {"A": 600_00}


def test_a_registered_illness(city: City) -> None:
    assert claimed(registered(city, "2025-01-01")).hit("chronic_on_paper") == {}


@pytest.mark.parametrize(
    "one", [{"kind": "04"}, {"kind": "03"}, {"setl_type": "2"}, {"med_type": "11"}]
)
def test_tested_or_online_or_a_visit(city: City, one: dict[str, str]) -> None:
    assert claimed(city, **one).hit("chronic_on_paper") == {}


def test_a_bill_whose_lines_nobody_has_shows_nothing(city: City) -> None:
    city.visit("A", "2025-06-01", med_type="14", setl_type="1")
    assert city.hit("chronic_on_paper") == {}
