from math import prod
from statistics import fmean, stdev
from typing import Any

import pytest

from features.feature import Feature
from features.measures import daily

City = Any  # the builder of conftest.py
YUAN_A_DAY = (300, 100, 100, 100, 50)
SPREAD = fmean((d - 130) ** 2 for d in YUAN_A_DAY)
EXPECTED = {
    "day_cost_mean": fmean(YUAN_A_DAY),
    "day_cost_typical": prod(YUAN_A_DAY) ** (1 / 5),
    "day_cost_deviation": stdev(YUAN_A_DAY),
    "day_cost_p90": 220,
    "day_cost_max": 300,
    "day_cost_skew": fmean((d - 130) ** 3 for d in YUAN_A_DAY) / SPREAD**1.5,
    "day_cost_index_mean": None,
    "day_cost_index_max": None,
}


@pytest.fixture
def hospital(city: City) -> City:
    """A stay within one day for 300 yuan, four over nights, and a visit that is none."""
    city.stay("A", "2025-05-01", "2025-05-01", yuan=300)
    city.stay("B", "2025-05-01", "2025-05-02", psn="P2", yuan=200)
    city.stay("C", "2025-05-01", "2025-05-03", psn="P3", yuan=300)
    city.stay("D", "2025-05-01", "2025-05-04", psn="P4", yuan=400)
    city.stay("E", "2025-05-01", "2025-05-10", psn="P5", yuan=500)
    return city.visit("F", "2025-06-01", psn="P9", yuan=9000)


@pytest.mark.parametrize("feature", daily.FEATURES, ids=lambda feature: feature.name)
def test_every_stay_counts_once_and_both_its_ends(hospital: City, feature: Feature) -> None:
    assert hospital.measure(feature.name)["H1"] == pytest.approx(EXPECTED[feature.name])


def test_a_day_stands_against_the_days_of_like_cases_elsewhere(city: City) -> None:
    for n in range(5):
        city.stay(f"A{n}", "2025-06-01", "2025-06-05", psn=f"P{n}", yuan=400)
    city.stay("B", "2025-06-01", "2025-06-03", site="H2", psn="P9", yuan=600)
    assert city.measure("day_cost_index_mean")["H2"] == 3
    assert city.measure("day_cost_index_max")["H2"] == 3
