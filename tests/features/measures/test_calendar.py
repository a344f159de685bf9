from typing import Any

import pytest

from features.feature import Feature
from features.measures import calendar

City = Any  # the builder of conftest.py
EXPECTED = {
    "weekend_share": 1 / 4, "night_share": 1 / 4, "month_end_discharge_share": 1 / 3,
    "active_days": 3, "admissions_per_admission_day": 3 / 2,
}  # fmt: skip


@pytest.fixture
def hospital(city: City) -> City:
    """Monday 2 June: two admissions; Tuesday: one; Saturday night: a visit."""
    city.stay("A", "2025-06-02", "2025-06-05 10:00").stay(
        "B", "2025-06-02", "2025-06-05 10:00", psn="P2"
    )
    city.stay("C", "2025-06-03", "2025-06-26 10:00", psn="P3")
    return city.visit("D", "2025-06-07 23:00", psn="P4")


@pytest.mark.parametrize("feature", calendar.FEATURES, ids=lambda feature: feature.name)
def test_calendar_of_a_hospital(hospital: City, feature: Feature) -> None:
    assert hospital.measure(feature.name)["H1"] == pytest.approx(EXPECTED[feature.name])
