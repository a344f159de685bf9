from typing import Any

import pytest

City = Any  # the builder of conftest.py

each_list = pytest.mark.parametrize(
    ("kind", "signal"),
    [("work_injury", "work_injury_paid"), ("third_party", "liable_party_untold")],
)


def hurt(city: City, kind: str, begin: str = "2025-06-02", **more: Any) -> City:
    """A broken wrist, and a list of another office from the second to the twentieth."""
    city.add(
        "ext", ext_id="X1", ext_type=kind, psn_no="P1", begndate="2025-06-02",
        enddate="2025-06-20",
    )  # fmt: skip
    return city.stay("A", begin, begin, **{"dscg_maindiag_code": "S52.5"} | more)


@each_list
@pytest.mark.parametrize("begin", ["2025-06-02", "2025-06-20"])
def test_somebody_else_has_to_pay(city: City, kind: str, signal: str, begin: str) -> None:
    assert hurt(city, kind, begin).hit(signal) == {"A": 600_00}


@each_list
@pytest.mark.parametrize(
    "one",
    [
        {"ttp_pay_flag": "1"},
        {"dscg_maindiag_code": "K35.8"},
        {"dscg_maindiag_code": None},
        {"begin": "2025-06-01"},
        {"begin": "2025-06-21"},
        {"psn": "P2"},
    ],
    ids=["declared", "an illness", "unknown", "before", "long after", "another person"],
)
def test_what_the_fund_may_pay(city: City, kind: str, signal: str, one: dict[str, str]) -> None:
    assert hurt(city, kind, **one).hit(signal) == {}


@each_list
def test_a_list_tells_of_its_own_kind(city: City, kind: str, signal: str) -> None:
    other = {"work_injury": "third_party", "third_party": "work_injury"}[kind]
    assert hurt(city, other).hit(signal) == {}
