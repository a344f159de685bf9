from typing import Any

import pytest

City = Any  # the builder of conftest.py
MAN, WOMAN = "1", "2"


def examined(city: City, gend: str | None, item: str) -> City:
    city.person("P1", gend=gend).visit("A", "2025-06-01")
    return city.line("A", "2025-06-01", item, 80, bilg_dr_codg="D1")


def test_an_item_for_the_other_sex_is_a_hit(city: City) -> None:
    assert examined(city, WOMAN, "PROSTATE").hit("wrong_sex") == {"A": 80_00}
    (hit,) = city.hits("wrong_sex").rows(named=True)
    assert (hit["feedetl_sn"], hit["dr_code"], hit["psn_no"]) == ("A/0", "D1", "P1")


@pytest.mark.parametrize(
    ("gend", "item"),
    [(MAN, "PROSTATE"), (WOMAN, "DELIVERY"), (WOMAN, "X"), ("0", "PROSTATE"), ("9", "DELIVERY"),
     (None, "PROSTATE")],
)  # fmt: skip
def test_a_fitting_item_or_an_unknown_sex_is_none(city: City, gend: str, item: str) -> None:
    assert examined(city, gend, item).hit("wrong_sex") == {}


def test_an_unregistered_person_is_of_no_sex(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "PROSTATE")
    assert city.hit("wrong_sex") == {}


def test_a_reversed_item_was_not_done(city: City) -> None:
    assert examined(city, WOMAN, "PROSTATE").reverse("A/0").hit("wrong_sex") == {}


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


def test_three_sites_on_one_day_are_too_many(city: City) -> None:
    city.visit("A", "2025-06-01 09:00").visit("B", "2025-06-01 10:00", site="H2")
    city.purchase("C", "2025-06-01 11:00", yuan=10)
    assert city.hit("many_sites_one_day") == {"A": 600_00, "B": 600_00, "C": 6_00}


@pytest.mark.parametrize(
    "third",
    [
        {"begin": "2025-06-02", "site": "H3"},
        {"begin": "2025-06-01", "site": "H2"},
        {"begin": "2025-06-01", "site": "H3", "psn": "P2"},
        {"begin": "2025-06-01", "site": "H3", "med_type": "21"},
    ],
    ids=["next day", "a site again", "another person", "admitted there"],
)
def test_fewer_sites_are_a_busy_day(city: City, third: dict[str, Any]) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", site="H2")
    assert city.visit("C", third.pop("begin"), **third).hit("many_sites_one_day") == {}
