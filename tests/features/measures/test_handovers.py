from typing import Any

import pytest

from features.feature import Feature
from features.measures import handovers

City = Any  # the builder of conftest.py
EXPECTED = {
    "from_elsewhere_share": {"H1": 1 / 4, "H2": 1 / 2},
    "sent_onward_share": {"H1": 1 / 4, "H2": 1 / 2},
}


@pytest.fixture
def hospitals(city: City) -> City:
    """P1 goes from H1 to H2 and comes back; P2 is back at H1; P3 is at H2 much later."""
    city.stay("A", "2025-02-01", "2025-02-05").stay("B", "2025-02-05", "2025-02-12", site="H2")
    city.stay("C", "2025-03-01", "2025-03-05")
    city.stay("D", "2025-02-01", "2025-02-05", psn="P2")
    city.stay("E", "2025-02-09", "2025-02-11", psn="P2")
    city.stay("F", "2025-06-01", "2025-06-05", psn="P2", site="H2")
    return city.visit("G", "2025-02-06", psn="P2", site="H3")


@pytest.mark.parametrize("feature", handovers.FEATURES, ids=lambda feature: feature.name)
def test_who_comes_from_and_who_goes_to_another_house(hospitals: City, feature: Feature) -> None:
    found = hospitals.measure(feature.name)
    assert found == EXPECTED[feature.name] | {"H3": None}


@pytest.mark.parametrize("feature", handovers.FEATURES, ids=lambda feature: feature.name)
def test_planned_cycles_elsewhere_are_no_handover(city: City, feature: Feature) -> None:
    for site, day in (("H1", 1), ("H2", 8)):
        begin, end = f"2025-06-{day:02}", f"2025-06-{day + 2:02}"
        city.stay(site, begin, end, site=site, dscg_maindiag_code="Z51.1")
    assert city.measure(feature.name) == {"H1": 0, "H2": 0}
