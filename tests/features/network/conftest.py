"""Claims of persons who are together, told in a line."""

from collections.abc import Callable
from typing import Any

import pytest

from features.network.rings import Rings, rings

City = Any  # the builder of the conftest above


@pytest.fixture
def wards() -> Callable[..., City]:
    """`wards(city, "P1 P2 P3", "H1 2025-05-01", ...)`: admitted together, three days each."""

    def admit(city: City, persons: str, *occasions: str) -> City:
        for occasion in occasions:
            site, day = occasion.split()
            for psn in persons.split():
                name = f"{psn}-{site}-{day}"
                until = f"{day[:8]}{int(day[8:]) + 2:02}"
                city.stay(name, day, until, psn=psn, site=site, atddr_no=f"D-{site}")
        return city

    return admit


@pytest.fixture
def till() -> Callable[..., City]:
    """`till(city, "P1 P2 P3", "2025-05-01 21:00", ...)`: cards half a minute apart at R1."""

    def swipe(city: City, persons: str, *occasions: str, seconds: int = 30) -> City:
        for occasion in occasions:
            for n, psn in enumerate(persons.split()):
                past = n * seconds
                time = (
                    f"{occasion}:00"
                    if not past
                    else f"{occasion[:-2]}{past // 60:02}:{past % 60:02}"
                )
                city.purchase(f"{psn}-{occasion}", time, psn=psn)
        return city

    return swipe


@pytest.fixture
def found() -> Callable[[City], Rings]:
    """The rings of a city's window."""
    return lambda city: rings(
        city.encounters().lazy(), city.all_hits("2025-05", "2025-06").lazy(), city.thresholds
    )
