"""Who could play a plot."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.conditions import DEPARTMENTS
from pipelines.city.institutions import LEVEL_1
from pipelines.city.schemes.plot import Candidates
from pipelines.city.world import World


def sites(*kinds: int, focus: int | None = None) -> Candidates:
    """Institutions of some kinds, of clinics those with a focus."""

    def found(world: World) -> Ints:
        here = world.institutions.of_kind(*kinds)
        return here if focus is None else here[world.institutions.focus[here] == focus]

    return found


def in_hospitals(*departments: str) -> Candidates:
    """Doctors of some departments whose main site is a hospital or a health centre."""

    def found(world: World) -> Ints:
        wanted = [DEPARTMENTS.index(department) for department in departments]
        kind = world.institutions.kind[world.doctors.inst]
        return np.flatnonzero(np.isin(world.doctors.department, wanted) & (kind <= LEVEL_1))

    return found


def with_a_second_site(world: World) -> Ints:
    """Doctors registered at two sites."""
    return np.flatnonzero(world.doctors.second_site >= 0)


def persons(youngest: int, *, chronic: bool = False) -> Candidates:
    """Persons from an age on, perhaps only the chronically ill."""

    def found(world: World) -> Ints:
        people = world.people
        fits = (people.age >= youngest) & ((people.chronic >= 0) | (not chronic))
        return np.flatnonzero(fits & people.here)

    return found


def clerks(world: World) -> Ints:
    """The clerks of all agencies."""
    return np.arange(len(world.clerks))


def employers(world: World) -> Ints:
    """All employers."""
    return np.arange(len(world.employers))


def rings(world: World) -> Ints:
    """A ring has no place of its own in the world; its number is drawn."""
    return np.arange(len(world.institutions))
