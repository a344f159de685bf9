from typing import Any

import pytest

City = Any  # the builder of conftest.py


def test_three_visits_of_a_day_at_two_sites_are_too_many(city: City) -> None:
    for name, site in (("A", "H1"), ("B", "H2"), ("C", "H1")):
        city.visit(name, "2025-06-01", site=site)
    assert city.hit("many_sites_one_day") == dict.fromkeys("ABC", 600_00)


@pytest.mark.parametrize(
    "third",
    [
        {"begin": "2025-06-02"},
        {"psn": "P2"},
        {"med_type": "21"},
        {"site": "R1", "med_type": "41"},
    ],
    ids=["next day", "another person", "admitted there", "bought there"],
)
def test_fewer_visits_are_a_busy_day(city: City, third: dict[str, Any]) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", site="H2")
    city.visit("C", **({"begin": "2025-06-01", "site": "H3"} | third))
    assert city.hit("many_sites_one_day") == {}


def test_a_day_of_sessions_at_one_site_is_a_treatment(city: City) -> None:
    for name in "ABC":
        city.visit(name, "2025-06-01")
    assert city.hit("many_sites_one_day") == {}


def headaches(city: City, yuan: float = 2000, kind: str = "09", **more: object) -> City:
    """Two ordinary visits for a headache and one in question."""
    for name, cost in (("A", 100), ("B", 100), ("C", yuan)):
        given = more if name == "C" else {}
        city.visit(name, "2025-06-01", yuan=cost, **({"dscg_maindiag_code": "R51"} | given))
        city.line(name, "2025-06-01", "X", cost, kind=kind)
    return city


def test_a_visit_many_times_as_dear_as_like_ones_is_a_hit(city: City) -> None:
    """Of the 1,200 yuan of the fund the nineteen twentieths beyond the usual 100 of 2,000."""
    assert headaches(city).hit("dear_visit") == {"C": 1140_00}


@pytest.mark.parametrize(
    "other",
    [
        {"yuan": 800},
        {"kind": "04"},
        {"med_type": "14"},
        {"med_type": "21", "end": "2025-06-03"},
        {"dscg_maindiag_code": "C34.9"},
        {"fund_pay_sumamt": 499_00},
    ],
    ids=["cheap", "tests", "chronic", "stay", "grave", "own money"],
)
def test_dear_care_may_be_due(city: City, other: dict[str, Any]) -> None:
    assert headaches(city, **other).hit("dear_visit") == {}


def test_what_is_dear_for_everybody_is_the_usual(city: City) -> None:
    for name in "ABC":
        city.visit(name, "2025-06-01", yuan=5000, dscg_maindiag_code="H35.3")
        city.line(name, "2025-06-01", "X", 5000, kind="09")
    assert city.hit("dear_visit") == {}
