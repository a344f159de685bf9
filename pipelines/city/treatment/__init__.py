"""What an honest place charges for a visit or a stay: the fee lines of given visits."""

from collections.abc import Callable

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import PHARMACY, blank_lines, is_stay
from pipelines.city.treatment.charging import charge, stay_days
from pipelines.city.treatment.clinic import clinic_lines
from pipelines.city.treatment.shop import shop_lines
from pipelines.city.treatment.ward import ward_lines
from pipelines.city.world import World

__all__ = ["charge", "stay_days", "treat"]

AT_ONCE = {"ward": 1_000, "clinic": 20_000}
"""Visits treated at once, so that memory does not grow with the city."""


def treat(world: World, visits: Rows, rng: np.random.Generator) -> Rows:
    """The honest fee lines of visits (`LINE` rows), in no particular order.

    Visits whose lines a scheme has written get none.
    """
    visits = visits[~visits["scripted"]]
    stay, shop = is_stay(visits), visits["med_type"] == PHARMACY
    return np.concatenate(
        [
            _in_parts(ward_lines, world, visits[stay], AT_ONCE["ward"], rng),
            _in_parts(clinic_lines, world, visits[~stay & ~shop], AT_ONCE["clinic"], rng),
            _in_parts(shop_lines, world, visits[shop], AT_ONCE["clinic"], rng),
        ]
    )


def _in_parts(
    lines_of: Callable[[World, Rows, np.random.Generator], Rows],
    world: World,
    visits: Rows,
    size: int,
    rng: np.random.Generator,
) -> Rows:
    parts = [
        lines_of(world, visits[first : first + size], rng) for first in range(0, len(visits), size)
    ]
    return np.concatenate([blank_lines(0), *parts])
