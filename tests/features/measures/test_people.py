from typing import Any

import pytest

from features.feature import Feature
from features.measures import people

City = Any  # the builder of conftest.py
EXPECTED = {
    "age_mean": 65, "elderly_share": 1 / 2, "vulnerable_share": 1 / 5, "main_area_share": 1 / 2,
    "residence_areas": 2, "away_share": 1 / 2, "companion_share": 0,
    "diagnoses_per_encounter": 2, "sites": 1, "return_share": 0, "busiest_month": 4,
    "days_with_many_sites": 1, "visits_per_month": 5 / 2, "inpatient_days": 8,
    "pharmacy_share": 1 / 5,
}  # fmt: skip


@pytest.fixture
def hospital(city: City) -> City:
    """P1 of 50 years and P2 of 80 from elsewhere; of P3 nothing is known."""
    city.person("P1", brdy="1975-01-01", live_admdvs="01", psn_idet_type="03")
    city.person("P2", brdy="1945-01-01", live_admdvs="02")
    city.stay("A", "2025-05-01", "2025-05-05", dscg_maindiag_code="I10")
    city.stay("B", "2025-06-10", "2025-06-14", psn="P2", dscg_maindiag_code="I10.x")
    city.visit("C", "2025-06-02", psn="P3").visit("D", "2025-06-02", psn="P3")
    city.purchase("E", "2025-06-03", site="H1", psn="P3").visit(
        "Z", "2025-06-02", psn="P3", site="H2"
    )
    for code in ("I10", "E11"):
        city.add("diag", mdtrt_id="A", diag_code=code, diag_time="2025-05-01")
    return city


@pytest.mark.parametrize("feature", people.FEATURES, ids=lambda feature: feature.name)
def test_people_of_a_hospital(hospital: City, feature: Feature) -> None:
    assert hospital.measure(feature.name)["H1"] == pytest.approx(EXPECTED[feature.name])


def test_back_for_the_same_disease_unless_planned(city: City) -> None:
    for n, diag in enumerate(("I10", "I10", "Z51", "Z51")):
        day = 1 + 5 * n
        city.stay(f"A{n}", f"2025-06-{day:02}", f"2025-06-{day + 2:02}", dscg_maindiag_code=diag)
    assert city.measure("return_share") == {"H1": 1 / 4}
    assert city.measure("return_share", "patient") == {"P1": 1 / 4}


def test_admissions_in_company(city: City) -> None:
    for day in (1, 10):
        for person in ("P1", "P2"):
            city.stay(f"A{day}{person}", f"2025-06-{day:02}", f"2025-06-{day + 2:02}", psn=person)
    city.stay("B", "2025-06-20", "2025-06-22", psn="P1")
    assert city.measure("companion_share") == {"H1": 4 / 5}


def test_a_person_between_institutions(city: City) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", site="H2").visit("C", "2025-06-02")
    assert city.measure("sites", "patient") == {"P1": 2}
    assert city.measure("days_with_many_sites", "patient") == {"P1": 1}
