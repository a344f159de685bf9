from typing import Any

import pytest

City = Any  # the builder of conftest.py


@pytest.fixture
def pictures(city: City) -> City:
    """Two with a CT, one of them with an X-ray and an MRI too; one X-ray; one drug; no bill."""
    for name, items in {
        "A": ["SCAN"], "B": ["SCAN", "MAGNET", "FILM"], "C": ["FILM"], "D": ["PILL"], "E": [],
    }.items():  # fmt: skip
        city.visit(name, "2025-06-01")
        for item in items:
            city.line(name, "2025-06-01", item, kind="03")
    return city


@pytest.mark.parametrize(
    ("name", "value"), [("ct_share", 2 / 3), ("mri_share", 1 / 3), ("scan_rate", 50.0)]
)
def test_scans_stand_beside_other_pictures(pictures: City, name: str, value: float) -> None:
    assert pictures.measure(name) == {"H1": pytest.approx(value)}


def test_without_pictures_there_is_no_share_of_them(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "PILL")
    assert city.measure("ct_share") == {"H1": None}
    assert city.measure("scan_rate") == {"H1": 0.0}
