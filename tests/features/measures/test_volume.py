from typing import Any

import pytest

from features.feature import Feature
from features.measures import volume

City = Any  # the builder of conftest.py
EXPECTED = {
    "encounters": 5, "inpatient_stays": 2, "patients": 2, "doctors": 2, "medfee_total": 5000,
    "fund_total": 3000, "encounters_per_patient": 5 / 2, "patients_per_doctor": 1,
    "busiest_day": 3, "busiest_day_ratio": 3 * 3 / 5, "encounters_per_active_day": 5 / 3,
    "bed_occupancy": 7 / (10 * 2 * 30), "lines_per_encounter": 3 / 2,
}  # fmt: skip


@pytest.fixture
def hospital(city: City) -> City:
    city.stay("A", "2025-06-01", "2025-06-05", atddr_no="D1").visit("C", "2025-06-05", psn="P2")
    city.stay("B", "2025-05-01", "2025-05-04", atddr_no="D1").visit("D", "2025-06-05")
    city.visit("E", "2025-06-20", atddr_no="D2").rows["inst"][0]["aprv_bed_cnt"] = 10
    return (
        city.line("A", "2025-06-01", "X").line("A", "2025-06-01", "X").line("C", "2025-06-05", "X")
    )


@pytest.mark.parametrize("feature", volume.FEATURES, ids=lambda feature: feature.name)
def test_size_of_a_hospital(hospital: City, feature: Feature) -> None:
    assert hospital.measure(feature.name)["H1"] == pytest.approx(EXPECTED[feature.name])


def test_beds_that_nobody_registered_are_not_occupied(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05")
    assert city.measure("bed_occupancy") == {"H1": None}
