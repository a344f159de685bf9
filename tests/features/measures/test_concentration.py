from typing import Any

import pytest

from features.feature import Feature
from features.measures import concentration

City = Any  # the builder of conftest.py
EXPECTED = {
    "diagnosis_concentration": 1 / 3, "top_diagnosis_share": None, "diagnosis_breadth": 3,
    "diagnosis_variety": 3 / 5, "doctor_concentration": 3 / 6, "operators": 1,
    "site_concentration": 1, "doctors_per_encounter": 2 / 4,
    "busiest_doctor": 3, "case_groups_per_encounter": 2 / 4, "areas_per_encounter": None,
}  # fmt: skip


@pytest.fixture
def hospital(city: City) -> City:
    """Three stays and a visit with a diagnosis, a visit without; four have a doctor."""
    stays = {"A": "J18.1", "B": "J18.9", "C": "I10"}
    for n, (mdtrt_id, diag) in enumerate(stays.items()):
        day = 1 + 5 * n
        city.stay(
            mdtrt_id, f"2025-06-{day:02}", f"2025-06-{day + 2:02}", dscg_maindiag_code=diag,
            atddr_no="D1", oper_dr_code="D7" if n == 0 else None,
        )  # fmt: skip
    city.visit("D", "2025-06-01", dscg_maindiag_code="I10", atddr_no="D2")
    return city.visit("E", "2025-06-01")


@pytest.mark.parametrize("feature", concentration.FEATURES, ids=lambda feature: feature.name)
def test_concentration_of_a_hospital(hospital: City, feature: Feature) -> None:
    assert hospital.measure(feature.name)["H1"] == pytest.approx(EXPECTED[feature.name])


def test_a_person_spread_over_institutions(city: City) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-02", site="H2")
    assert city.measure("site_concentration", "patient") == {"P1": 0}
