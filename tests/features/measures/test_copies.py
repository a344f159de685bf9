from typing import Any

import pytest

from features.feature import Feature
from features.measures import copies

City = Any  # the builder of conftest.py
EXPECTED = {"same_bill_share": 2 / 4, "same_dates_share": 3 / 5}


@pytest.fixture
def hospital(city: City) -> City:
    """Two stays are one bill, three have the same days; a cycle and a visit are like them."""
    first = ("2025-06-01", "2025-06-05")
    city.stay("A", *first, yuan=812.34, dscg_maindiag_code="I10")
    city.stay("B", *first, psn="P2", yuan=900, dscg_maindiag_code="I10")
    city.stay("C", *first, psn="P3", yuan=812.34)
    city.stay("D", "2025-06-01", "2025-06-06", psn="P4", yuan=812.34, dscg_maindiag_code="I10")
    city.stay("E", "2025-06-02", "2025-06-05", psn="P5", yuan=812.34, dscg_maindiag_code="J18")
    city.stay("F", "2025-06-09", None, psn="P6", yuan=812.34)
    city.stay("G", *first, psn="P7", yuan=812.34, dscg_maindiag_code="Z51.1")
    return city.visit("H", "2025-06-01", psn="P8", yuan=812.34, dscg_maindiag_code="I10")


@pytest.mark.parametrize("feature", copies.FEATURES, ids=lambda feature: feature.name)
def test_what_is_the_same_as_in_another_stay(hospital: City, feature: Feature) -> None:
    assert hospital.measure(feature.name)["H1"] == pytest.approx(EXPECTED[feature.name])


@pytest.mark.parametrize("feature", copies.FEATURES, ids=lambda feature: feature.name)
def test_the_same_at_another_house_is_no_copy(city: City, feature: Feature) -> None:
    for site, psn in (("H1", "P1"), ("H2", "P2")):
        city.stay(site, "2025-06-01", "2025-06-05", site=site, psn=psn, dscg_maindiag_code="I10")
    assert city.measure(feature.name) == {"H1": 0, "H2": 0}


def test_stays_without_a_diagnosis_tell_nothing(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05").stay("B", "2025-06-07", "2025-06-09")
    assert city.measure("same_bill_share") == {"H1": None}
