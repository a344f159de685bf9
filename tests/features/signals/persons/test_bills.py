from typing import Any

import pytest

City = Any  # the builder of conftest.py


def twice(city: City, **second: object) -> City:
    """One stay of 1,000 yuan settled, and settled again with a difference."""
    first = {"psn": "P1", "site": "H1", "insutype": "310", "yuan": 1000}
    again = {"begin": "2025-06-01", "end": "2025-06-05"} | first | second
    city.stay("A", "2025-06-01", "2025-06-05", **first)
    return city.stay("B", again.pop("begin"), again.pop("end"), **again)


@pytest.mark.parametrize("second", [{"site": "H2"}, {"insutype": "390"}])
def test_one_stay_settled_at_two_sites_or_by_two_payers_is_claimed_double(
    city: City, second: dict[str, str]
) -> None:
    assert twice(city, **second).hit("double_claim") == {"A": 600_00, "B": 600_00}


@pytest.mark.parametrize(
    "second",
    [
        {},
        {"site": "H2", "psn": "P2"},
        {"site": "H2", "yuan": 1001},
        {"site": "H2", "end": "2025-06-06"},
        {"site": "H2", "begin": "2025-06-02"},
    ],
    ids=["same payer", "another person", "amount", "end", "begin"],
)
def test_stays_that_differ_are_not_claimed_double(city: City, second: dict[str, Any]) -> None:
    assert twice(city, **second).hit("double_claim") == {}


def test_a_claim_taken_back_is_not_double(city: City) -> None:
    assert twice(city, site="H2").refund("B", "2025-06-20").hit("double_claim") == {}


def test_equal_purchases_at_pharmacies_are_not_double(city: City) -> None:
    city.purchase("A", "2025-06-01", site="R1").purchase("B", "2025-06-01", site="R2")
    assert city.hit("double_claim") == {}


def test_a_second_claim_months_later_brings_up_both(city: City) -> None:
    twice(city, site="H2", settled="2025-07-20")
    assert city.hit("double_claim", "2025-06") == {}
    assert sorted(city.hit("double_claim", "2025-07")) == ["A", "B"]


def itemised(city: City, *items: str, payer: str = "390") -> City:
    """A stay with three items under one insurance, and a cheaper one with some under another."""
    twice(city, site="H2", insutype=payer, yuan=900)
    for item in "XYZ":
        city.line("A", "2025-06-02", item)
    for item in items:
        city.line("B", "2025-06-02", item)
    return city


def test_the_same_items_under_another_payer_are_claimed_double(city: City) -> None:
    assert itemised(city, "X", "Y").hit("double_claim") == {"A": 600_00, "B": 540_00}


@pytest.mark.parametrize("items", [("X", "V", "W"), ("X",)], ids=["other items", "one item"])
def test_unlike_bills_under_another_payer_are_not(city: City, items: tuple[str, ...]) -> None:
    assert itemised(city, *items).hit("double_claim") == {}


def test_like_items_of_unlike_cost_under_one_payer_are_a_second_opinion(city: City) -> None:
    assert itemised(city, "X", "Y", payer="310").hit("double_claim") == {}
