import datetime as dt
from typing import Any

import pytest

City = Any  # the builder of conftest.py


def claim(city: City, name: str, seconds: int | None = 600, **more: Any) -> City:
    """A claim that a clerk looked at for some seconds."""
    settled = dt.datetime.fromisoformat("2025-06-03 10:00")
    taken = seconds is not None and str(settled - dt.timedelta(seconds=seconds))
    row = {"setl_type": "1", "opter_id": "C1", "appy_time": taken or None}
    return city.visit(name, "2025-05-20", settled=str(settled), **row | more)


def test_nobody_reads_a_claim_in_seconds(city: City) -> None:
    claim(claim(city, "A", 119), "B", 120)
    assert city.hit("hasty_review") == {"A": 600_00}


@pytest.mark.parametrize("one", [{"setl_type": "2"}, {"seconds": None}])
def test_a_till_has_no_review(city: City, one: dict[str, Any]) -> None:
    assert claim(city, "A", **{"seconds": 5} | one).hit("hasty_review") == {}


def two_clerks(city: City, seconds: int) -> City:
    """C1 takes some seconds, and once ten minutes; C2 has the same number and takes them all."""
    city.lower(review_claims_min=4, review_ratio_max=0.6)
    for n in range(4):
        claim(city, f"A{n}", seconds if n else 600)
        claim(city, f"B{n}", 600, opter_id="C2")
    return claim(city, "B4", 600, opter_id="C2")


def test_a_clerk_far_quicker_than_the_others(city: City) -> None:
    """Of such a clerk the short reviews alone are told."""
    assert two_clerks(city, 350).hit("hasty_review") == dict.fromkeys(("A1", "A2", "A3"), 600_00)


def test_a_quick_clerk_is_no_hasty_one(city: City) -> None:
    assert two_clerks(city, 370).hit("hasty_review") == {}


def test_of_few_claims_a_median_says_little(city: City) -> None:
    assert two_clerks(city, 350).lower(review_claims_min=5).hit("hasty_review") == {}


def paid(city: City, reviewer: str | None, payer: str | None, **more: Any) -> City:
    return claim(city, "A", rchker_id=reviewer, dfr_opter_id=payer, **more)


def test_the_reviewer_pays(city: City) -> None:
    assert paid(city, "C1", "C1").hit("reviewer_pays") == {"A": 600_00}


@pytest.mark.parametrize(
    "one",
    [
        {"reviewer": "C1", "payer": "C2"},
        {"reviewer": None, "payer": None},
        {"reviewer": "C1", "payer": None},
        {"reviewer": "C1", "payer": "C1", "setl_type": "2"},
    ],
)
def test_another_pays_or_nobody_knows(city: City, one: dict[str, Any]) -> None:
    assert paid(city, **one).hit("reviewer_pays") == {}
