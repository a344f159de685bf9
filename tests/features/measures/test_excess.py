from typing import Any

import pytest

City = Any  # the builder of conftest.py


@pytest.fixture
def two_sites(city: City) -> City:
    """Five like stays of 4 days for 400 yuan; elsewhere one longer, one dearer, both one person."""
    for n in range(5):
        city.stay(f"A{n}", "2025-06-01", "2025-06-05", psn=f"P{n}", yuan=400)
    city.stay("B", "2025-06-01", "2025-06-09", site="H2", psn="P9", yuan=100)
    return city.stay("C", "2025-06-12", "2025-06-13", site="H2", psn="P9", yuan=1000)


def test_what_is_above_like_cases_adds_up_and_what_is_below_takes_nothing_away(
    two_sites: City,
) -> None:
    like_c = (5 * 400 + 100) / 6
    assert two_sites.measure("excess_cost")["H2"] == pytest.approx(1000 - like_c)
    like_b = (5 * 4 + 1) / 6
    assert two_sites.measure("excess_days")["H2"] == pytest.approx(8 - like_b)


def test_stays_beyond_the_first_of_a_person_and_returns_are_counted(two_sites: City) -> None:
    assert two_sites.measure("repeat_stays") == {"H1": 0, "H2": 1}
    assert two_sites.measure("same_site_returns") == {"H1": 0, "H2": 1}
