from typing import Any

import pytest

City = Any  # the builder of conftest.py


def test_an_inpatient_of_two_sites_at_once_overlaps(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-10", yuan=100)
    city.stay("B", "2025-06-09", "2025-06-12", yuan=200, site="H2")
    assert city.hit("overlapping_stays") == {"A": 60_00, "B": 120_00}


@pytest.mark.parametrize(
    ("begin", "site", "psn"),
    [("2025-06-10", "H2", "P1"), ("2025-06-09", "H1", "P1"), ("2025-06-09", "H2", "P2")],
    ids=["transferred on the day", "same site", "another person"],
)
def test_stays_that_may_be_honest_do_not_overlap(
    city: City, begin: str, site: str, psn: str
) -> None:
    city.stay("A", "2025-06-01", "2025-06-10")
    city.stay("B", begin, "2025-06-12", site=site, psn=psn)
    assert city.hit("overlapping_stays") == {}


def test_both_stays_of_a_pair_are_found_when_the_later_is_settled(city: City) -> None:
    city.stay("A", "2025-05-20", "2025-05-31")
    city.stay("B", "2025-05-29", "2025-06-03", site="H2")
    assert city.hit("overlapping_stays", "2025-05") == {}
    assert sorted(city.hit("overlapping_stays", "2025-06")) == ["A", "B"]
    assert city.hit("overlapping_stays", "2025-07") == {}
