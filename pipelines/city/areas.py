"""The areas of a city or province: how many, where, and what they are called."""

import numpy as np

from pipelines.city.arrays import Floats, Ints
from pipelines.city.institutions import AREAS, FAR_AWAY

IN_A_CITY = 6
"""Areas of a city; a province has more cities."""

PERSONS_OF_AN_AREA = 200_000
SHARES = (0.3, 0.18, 0.16, 0.14, 0.12, 0.1)
"""Shares of the persons of a city by area; the first is the centre."""

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
"""Areas are counted with them, so that no real county is named."""


def number_of_areas(persons: int) -> int:
    """How many areas so many persons live in."""
    return min(len(AREAS), max(IN_A_CITY, round(persons / PERSONS_OF_AN_AREA)))


def area_shares(areas: int) -> Floats:
    """The share of all persons that each of so many areas has."""
    shares = np.resize(np.array(SHARES), areas)
    return np.asarray(shares / shares.sum(), np.float64)


def area_name(area: int) -> str:
    """The name of an area: a district (区) in the middle of its city, a county (县) around it."""
    if area == FAR_AWAY:
        return "外省"
    name = STEMS[area // len(BRANCHES)] + BRANCHES[area % len(BRANCHES)]
    return name + ("区" if area % IN_A_CITY == 0 else "县")


def centre_of(area: Ints) -> tuple[Floats, Floats]:
    """Longitude and latitude of the middle of areas, invented; the far ones are 500 km away."""
    city, place = np.divmod(area, IN_A_CITY)
    lnt = 115.6 + 1.0 * (city % 4) + 0.25 * (place % 3)
    lat = 28.5 - 0.75 * (city // 4) + 0.25 * (place // 3)
    far = area == FAR_AWAY
    return np.where(far, 120.9, lnt), np.where(far, 30.7, lat)


def scattered_around(area: Ints, spread: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Places around the middle of areas, mostly within `spread` degrees."""
    lnt, lat = centre_of(area)
    n = len(area)
    return (
        np.round(lnt + rng.normal(0, spread, n), 6),
        np.round(lat + rng.normal(0, spread, n), 6),
    )
