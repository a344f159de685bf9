from collections.abc import Callable
from typing import Any

import pytest

from features.catalogue import PROFILE_LEVELS
from features.network.rings import Rings
from features.network.standing import in_rings

City = Any  # the builder of conftest.py
Tell = Callable[..., City]
TRIPS = ("H1 2025-05-01", "H2 2025-05-20", "H1 2025-06-10")


def standing(rings: Rings, level: str) -> dict[str, dict[str, Any]]:
    rows = in_rings(rings, PROFILE_LEVELS[level]).collect().to_dicts()
    return {row["entity_id"]: row for row in rows}


def test_who_is_in_a_ring_and_who_is_in_its_middle(
    city: City, wards: Tell, found: Callable[[City], Rings]
) -> None:
    rings = found(wards(city, "P1 P2 P3", *TRIPS))
    person, house = standing(rings, "patient")["P1"], standing(rings, "institution")["H1"]
    assert {name: person[name] for name in ("rings", "ring_size", "ring_fund")} == {
        "rings": 1, "ring_size": 3, "ring_fund": 1800.0,
    }  # fmt: skip
    assert (person["admission_ring_visits"], person["cards_ring_visits"]) == (3, 0)
    assert (house["admission_ring_visits"], house["ring_fund"]) == (6, 3600.0)


@pytest.mark.parametrize("level", PROFILE_LEVELS)
def test_every_level_can_be_asked(city: City, found: Callable[[City], Rings], level: str) -> None:
    assert standing(found(city), level) == {}


def test_profiles_tell_what_happens_in_rings(city: City, wards: Tell) -> None:
    wards(city, "P1 P2 P3", *TRIPS)
    city.visit("alone", "2025-06-20", psn="P1", yuan=3000).visit("X", "2025-06-20", psn="X")
    table = city.profile("patient").table
    names = ("rings", "ring_size", "admission_ring_share", "ring_fund_share", "card_ring_share")
    (one,) = table.filter(entity_id="P1").select(names).rows()
    assert one == (1.0, 3.0, 0.75, 0.5, 0.0)
    (nobody,) = table.filter(entity_id="X").select(names).rows()
    assert nobody == (0.0, 0.0, 0.0, 0.0, 0.0)
