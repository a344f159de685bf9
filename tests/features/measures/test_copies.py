from typing import Any

import pytest

City = Any  # the builder of conftest.py
BILL = "same_bill_share"


def test_a_bill_of_another_stay_for_the_same_illness(city: City) -> None:
    """Two stays are one bill; another cost or illness, a cycle and a visit are like them."""
    first = ("2025-06-01", "2025-06-05")
    city.stay("A", *first, yuan=812.34, dscg_maindiag_code="I10")
    city.stay("B", *first, psn="P2", yuan=900, dscg_maindiag_code="I10")
    city.stay("C", *first, psn="P3", yuan=812.34)
    city.stay("D", "2025-06-01", "2025-06-06", psn="P4", yuan=812.34, dscg_maindiag_code="I10")
    city.stay("E", "2025-06-02", "2025-06-05", psn="P5", yuan=812.34, dscg_maindiag_code="J18")
    city.stay("F", *first, psn="P7", yuan=812.34, dscg_maindiag_code="Z51.1")
    city.visit("G", "2025-06-01", psn="P8", yuan=812.34, dscg_maindiag_code="I10")
    assert city.measure(BILL)["H1"] == pytest.approx(2 / 4)


def test_the_same_at_another_house_is_no_copy(city: City) -> None:
    for site, psn in (("H1", "P1"), ("H2", "P2")):
        city.stay(site, "2025-06-01", "2025-06-05", site=site, psn=psn, dscg_maindiag_code="I10")
    assert city.measure(BILL) == {"H1": 0, "H2": 0}


def test_stays_without_a_diagnosis_tell_nothing(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05").stay("B", "2025-06-07", "2025-06-09")
    assert city.measure(BILL) == {"H1": None}
