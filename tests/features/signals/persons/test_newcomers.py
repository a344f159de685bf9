from typing import Any

import pytest

City = Any  # the builder of conftest.py


def employed(
    city: City, base: int = 4000, born: str = "1990-01-01", since: str = "2025-05-15",
    others: int = 8000, **more: object,
) -> City:  # fmt: skip
    """One newly enrolled by an employer whose people earn 8,000 yuan, ill for 6,000 in June."""
    city.person("P1", brdy=born)
    for n in (1, 2, 3):
        row = {"clctstd": others * 100, "psn_insu_date": "2015-01-01", "psn_type": "1101"}
        mine = {"clctstd": base * 100, "psn_insu_date": since, **more} if n == 1 else {}
        city.add(
            "enrol", psn_insu_rlts_id=f"R{n}", psn_no=f"P{n}",
            **({"insutype": "310", "emp_no": "E1"} | row | mine),
        )  # fmt: skip
    return city


def ill(city: City, yuan: float = 6000) -> City:
    return city.stay("A", "2025-06-01", "2025-06-09", yuan=yuan, insutype="310")


@pytest.mark.parametrize(
    "one", [{}, {"base": 8000, "born": "1960-01-01"}], ids=["far below", "late in life"]
)
def test_dear_care_soon_after_a_strange_enrolment(city: City, one: dict[str, Any]) -> None:
    assert ill(employed(city, **one)).hit("soon_after_enrolment") == {"A": 3600_00}


@pytest.mark.parametrize(
    "one",
    [
        {"base": 7500},
        {"base": 7500, "born": "1960-01-01", "psn_type": "1201"},
        {"since": "2024-05-01"},
        {"since": "2025-06-02"},
        {"emp_no": None},
        {"insutype": "390"},
    ],
    ids=["a new job", "retired", "long ago", "not yet", "no employer", "another insurance"],
)
def test_who_is_simply_ill(city: City, one: dict[str, Any]) -> None:
    assert ill(employed(city, **one)).hit("soon_after_enrolment") == {}


def test_a_cold_is_not_what_one_is_enrolled_for(city: City) -> None:
    assert ill(employed(city), yuan=400).hit("soon_after_enrolment") == {}


@pytest.mark.parametrize(
    ("since", "stays", "told"),
    [("2025-05-15", 1, 1), ("2025-01-15", 1, 0), ("2025-01-15", 2, 1)],
    ids=["at once", "later", "repeatedly"],
)
def test_on_the_lowest_base_among_the_low_paid(
    city: City, since: str, stays: int, told: int
) -> None:
    ill(employed(city, since=since, others=4000))
    if stays > 1:
        city.stay("Z", "2025-05-01", "2025-05-09", yuan=6000, insutype="310")
    assert list(city.hit("soon_after_enrolment")) == ["A"] * told
