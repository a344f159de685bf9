from collections.abc import Callable
from typing import Any

from features.network.meetings import TIE, ties
from features.network.rings import Rings

City = Any  # the builder of the conftest above
TRIPS = ("H1 2025-05-01", "H2 2025-05-20", "H1 2025-06-10")


def test_members_are_tied_by_days_together_and_to_the_middle(
    city: City, wards: Callable[..., City], found: Callable[[City], Rings]
) -> None:
    wards(city, "P1 P2 P3", *TRIPS)
    rings = found(city)
    (ring,) = rings.members["ring_id"].unique()
    told = ties(rings, city.encounters().lazy(), [ring]).collect()
    assert dict(told.schema) == TIE
    assert told.filter(a="P1").select("b", "days").rows() == [("P2", 3), ("P3", 3)]
    assert told.filter(a="H1").select("b", "days").rows() == [("P1", 2), ("P2", 2), ("P3", 2)]
    assert told.filter(a="D-H2")["days"].to_list() == [1, 1, 1]


def test_no_ring_is_asked_for(
    city: City, wards: Callable[..., City], found: Callable[[City], Rings]
) -> None:
    rings = found(wards(city, "P1 P2 P3", *TRIPS))
    assert ties(rings, city.encounters().lazy(), []).collect().is_empty()
