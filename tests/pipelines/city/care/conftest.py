"""A year of ordinary visits of a small city."""

from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.arrays import Rows
from pipelines.city.calendar import months_from
from pipelines.city.care import ordinary_visits
from pipelines.city.claims import blank_visits, is_stay
from pipelines.city.world import World


def lived(world: World, months: int) -> Rows:
    """The visits of all persons from 2024-01 on."""
    found, waiting = [], blank_visits(0)
    for month in months_from("2024-01", months):
        visits = ordinary_visits(world, month, waiting, slice(0, len(world.people)))
        found.append(visits)
        waiting = np.concatenate([waiting, visits[is_stay(visits)]])
        waiting = waiting[waiting["settled"] >= month.end]
    return np.concatenate(found)


@pytest.fixture(scope="session")
def year(world: World) -> Rows:
    return lived(world, 12)


@pytest.fixture(scope="session")
def mortal(world: World) -> World:
    """The same city; every 20th person dies on some day of the first quarter, every 50th is jailed
    in it and freed in the summer."""
    died, jailed, freed = (world.people.died.copy() for _ in range(3))
    died[::20] = np.datetime64("2024-01-02") + np.arange(len(died[::20])) % 80
    jailed[1::50] = np.datetime64("2024-02-10")
    freed[1::50] = np.datetime64("2024-07-01")
    return replace(world, people=replace(world.people, died=died, jailed=jailed, freed=freed))


@pytest.fixture(scope="session")
def mortal_quarter(mortal: World) -> Rows:
    return lived(mortal, 4)
