from typing import Any

import pytest

from features.feature import Feature
from features.measures import mix

City = Any  # the builder of conftest.py
EXPECTED = {
    "drug_share": 0.35, "herb_share": 0.05, "test_share": 0.20, "treatment_share": 0.10,
    "material_share": 0.10, "ancillary_share": 0.20, "checkup_stay_share": 0,
    "items_per_encounter": 5, "operation_share": 1 / 2,
}  # fmt: skip
CHARGED = {
    "09": 20,
    "11": 15,
    "10": 5,
    "03": 12,
    "04": 8,
    "05": 10,
    "08": 10,
    "01": 9,
    "07": 6,
    "12": 5,
}


@pytest.fixture
def hospital(city: City) -> City:
    """A hundred yuan of every class, half of them in each of two stays."""
    city.stay("A", "2025-06-01", "2025-06-05", oprn_oprt_code="47.01")
    city.stay("B", "2025-06-10", "2025-06-15")
    for n, (kind, yuan) in enumerate(CHARGED.items()):
        city.line("AB"[n % 2], "2025-06-01", f"X{kind}", yuan, kind=kind)
    return city


@pytest.mark.parametrize("feature", mix.FEATURES, ids=lambda feature: feature.name)
def test_mix_of_a_hospital(hospital: City, feature: Feature) -> None:
    assert hospital.measure(feature.name)["H1"] == pytest.approx(EXPECTED[feature.name])


@pytest.mark.parametrize("feature", mix.FEATURES, ids=lambda feature: feature.name)
def test_without_lines_there_is_no_mix(city: City, feature: Feature) -> None:
    city.visit("A", "2025-06-01")
    assert city.measure(feature.name) == {"H1": None}


def test_a_stay_of_tests_is_a_checkup(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05").line("A", "2025-06-01", "CT", kind="03")
    assert city.measure("checkup_stay_share") == {"H1": 1}


def test_beds_that_nobody_lies_in_are_not_seen_at_a_consulting_room(hospital: City) -> None:
    """A visit is mostly consultation, and says nothing of hollow stays (I-02)."""
    hospital.visit("C", "2025-06-20").line("C", "2025-06-20", "CONSULT", 500, kind="12")
    assert hospital.measure("ancillary_share")["H1"] == pytest.approx(0.20)
