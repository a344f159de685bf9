from typing import Any

import pytest

City = Any  # the builder of conftest.py


def house(city: City, stays: list[tuple[int, int]], site: str, beds: int | None) -> City:
    """Stays from one day of June to another."""
    city.add("inst", fixmedins_code=site, fixmedins_name=site, aprv_bed_cnt=beds)
    for n, (begin, end) in enumerate(stays):
        city.stay(f"{site}{n}", f"2025-06-{begin:02}", f"2025-06-{end:02}", site=site)
    return city


@pytest.mark.parametrize(
    ("stays", "beds", "peak"),
    [
        ([(1, 5), (2, 4), (3, 9), (4, 6)], 2, 1.5),
        ([(1, 3), (3, 5), (5, 7)], 2, 0.5),
        ([(2, 5), (2, 6), (2, 2)], 4, 0.5),
        ([(1, 5)], None, None),
        ([], 4, None),
    ],
    ids=["three of four at once", "one after the other", "admitted together", "no beds", "no stay"],
)
def test_the_fullest_day_stands_beside_the_beds(
    city: City, stays: list[tuple[int, int]], beds: int | None, peak: float | None
) -> None:
    house(city, stays, "H1", beds).visit("V", "2025-06-03")
    house(city, [(3, 4)] * 9, "H2", 9)
    assert city.measure("bed_occupancy_peak") == {"H1": peak, "H2": 1.0}
