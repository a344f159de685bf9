from math import log, prod
from statistics import fmean, stdev
from typing import Any

import pytest

from features.feature import Feature
from features.measures import stays

City = Any  # the builder of conftest.py
DAYS = (2, 4, 5, 19, 40)
EXPECTED = {
    "los_mean": 70 / 5, "los_index": None, "los_p90": 31.6, "los_max": 40,
    "los_spread": stdev(DAYS) / fmean(DAYS),
    "short_stay_share": 1 / 5, "long_stay_share": 1 / 5, "readmission_share": 1 / 5,
    "same_site_readmission_share": 1 / 5, "stays_per_inpatient": 5 / 4, "hollow_day_share": 1 / 4,
    "daily_cost_spread": 2**0.5 / 3, "mild_share": 1 / 5, "admission_rate": 5 / 6,
    "grouped_stay_share": 0, "los_index_max": None, "los_index_spread": None,
    "overlong_stay_share": None, "stay_days_of_one_person": 40, "stays_of_one_person": 2,
    "los_typical": prod(DAYS) ** (1 / len(DAYS)),
    "los_relative_spread": stdev(log(d) for d in DAYS),
    "los_skew": fmean((d - 14) ** 3 for d in DAYS) / fmean((d - 14) ** 2 for d in DAYS) ** 1.5,
}  # fmt: skip


@pytest.fixture
def hospital(city: City) -> City:
    """Stays of 2, 4, 5, 19 and 40 days; P1 is back within a month; and a visit."""
    city.stay("A", "2025-05-01", "2025-05-03", dscg_maindiag_code="J06.9")
    city.stay("B", "2025-05-10", "2025-05-14").stay("C", "2025-05-01", "2025-05-06", psn="P2")
    city.stay("D", "2025-05-01", "2025-05-20", psn="P3").visit("F", "2025-06-01", psn="P9")
    city.stay("E", "2025-05-02", "2025-06-11", psn="P4")
    city.line("B", "2025-05-10", "X", 100).line("B", "2025-05-11", "X", 100, kind="09")
    return city.line("B", "2025-05-12", "X", 250, kind="09").line(
        "C", "2025-05-02", "BED", kind="01"
    )


@pytest.mark.parametrize("feature", stays.FEATURES, ids=lambda feature: feature.name)
def test_stays_of_a_hospital(hospital: City, feature: Feature) -> None:
    expected = EXPECTED[feature.name]
    assert hospital.measure(feature.name)["H1"] == pytest.approx(expected)


def test_stays_stand_against_like_stays_elsewhere(city: City) -> None:
    for n in range(5):
        city.stay(f"A{n}", "2025-06-01", "2025-06-05", psn=f"P{n}")
    city.stay("B", "2025-06-01", "2025-06-13", site="H2", psn="P9")
    assert city.measure("los_index")["H2"] == city.measure("los_index_max")["H2"] == 3
    assert city.measure("overlong_stay_share") == {"H1": 0, "H2": 1}


def test_four_in_and_out_on_the_same_days_are_grouped(city: City) -> None:
    for n in range(4):
        city.stay(f"A{n}", "2025-06-01", "2025-06-05", psn=f"P{n}")
    city.stay("B", "2025-06-01", "2025-06-06", psn="P4")
    assert city.measure("grouped_stay_share") == {"H1": 4 / 5}


def test_a_stay_of_unknown_length_is_left_out(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05")
    city.stay("B", "2025-06-01", None, settled="2025-06-20", psn="P2")
    assert city.measure("los_mean") == {"H1": 4}
    assert city.measure("short_stay_share") == {"H1": 0}
