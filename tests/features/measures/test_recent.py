from typing import Any

import pytest

City = Any  # the builder of conftest.py


@pytest.fixture
def dearer(city: City) -> City:
    """One stay a month at a site, for 100 yuan, the last two for 300."""
    for month in range(1, 7):
        yuan = 300 if month > 4 else 100
        city.stay(f"A{month}", f"2025-0{month}-01", f"2025-0{month}-05", yuan=yuan)
    return city


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fee_per_stay", 1000 / 6),
        ("fee_per_stay_3m", 700 / 3),
        ("fee_per_stay_1m", 300.0),
        ("fee_per_stay_trend", 700 / 3 / (1000 / 6)),
    ],
)
def test_the_last_months_stand_beside_the_window(dearer: City, name: str, value: float) -> None:
    table = dearer.profile("institution").table
    assert table[name].to_list() == [pytest.approx(value)]


def test_who_was_silent_of_late_has_no_recent_value(city: City) -> None:
    city.stay("A", "2025-01-01", "2025-01-05").stay("B", "2025-06-01", "2025-06-05", site="H2")
    table = city.profile("institution").table
    assert table["fee_per_stay_1m"].is_null().to_list() == [True, False]
    assert table["fee_per_stay_trend"].is_null().to_list() == [True, False]
