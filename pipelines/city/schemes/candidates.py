"""Who could play a plot."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.conditions import DEPARTMENTS
from pipelines.city.institutions import LEVEL_1
from pipelines.city.people import RESIDENTS
from pipelines.city.schemes.plot import Candidates
from pipelines.city.world import World

EARLY = np.timedelta64(60, "D")
LAST = np.timedelta64(170, "D")
"""A city is lived for half a year at least, up to the last day of its horizon."""

SETTLED = np.timedelta64(10, "D")


def sites(*kinds: int, focus: int | None = None) -> Candidates:
    """Institutions of some kinds that are open all the time, perhaps only those with a focus."""

    def found(world: World) -> Ints:
        here = world.institutions.of_kind(*kinds)
        here = here[world.institutions.opened[here] <= world.horizon.first]
        return here if focus is None else here[world.institutions.focus[here] == focus]

    return found


def in_hospitals(*departments: str, focus: int | None = None) -> Candidates:
    """Doctors of some departments whose main site is a hospital or a health centre.

    With a focus, only of those that have it.
    """

    def found(world: World) -> Ints:
        wanted = [DEPARTMENTS.index(department) for department in departments]
        inst, doctors = world.doctors.inst, np.isin(world.doctors.department, wanted)
        here = world.institutions.kind[inst] <= LEVEL_1
        if focus is not None:
            here &= world.institutions.focus[inst] == focus
        return np.flatnonzero(doctors & here)

    return found


def doctors_at(*kinds: int) -> Candidates:
    """Doctors whose main site is of some kinds."""

    def found(world: World) -> Ints:
        return np.flatnonzero(np.isin(world.institutions.kind[world.doctors.inst], kinds))

    return found


def with_a_second_site(world: World) -> Ints:
    """Doctors registered at two sites."""
    return np.flatnonzero(world.doctors.second_site >= 0)


def persons(youngest: int, *, chronic: bool | None = None) -> Candidates:
    """Persons from an age on who live through it all at large.

    Args:
        youngest: age at the start.
        chronic: only those with, or only those without, a chronic illness.
    """

    def found(world: World) -> Ints:
        people = world.people
        fits = (people.age >= youngest) & people.here & np.isnat(people.died)
        fits &= np.isnat(people.jailed) & (people.enrolled <= world.horizon.first)
        ill = people.chronic >= 0
        return np.flatnonzero(fits & (True if chronic is None else ill == chronic))

    return found


def residents(youngest: int, below: int) -> Candidates:
    """Persons of an age with the residents' insurance, whom an employer could enrol."""

    def found(world: World) -> Ints:
        grown: Ints = persons(youngest)(world)
        people = world.people
        fits = (people.insutype[grown] == RESIDENTS) & (people.age[grown] < below)
        fits &= np.isnat(people.moved[grown])
        return np.asarray(grown[fits], np.int64)

    return found


def died_early(world: World) -> Ints:
    """Persons who die in the first two months."""
    died = world.people.died
    soon = (died >= world.horizon.first) & (died < world.horizon.first + EARLY)
    return np.flatnonzero(soon & world.people.here)


def dying(world: World) -> Ints:
    """Persons who die in the last months, and so early that it can be settled."""
    died, last = world.people.died, world.horizon.last
    late = (died > last - LAST) & (died < last - SETTLED)
    return np.flatnonzero(late & world.people.here)


def imprisoned(world: World) -> Ints:
    """Persons who are in prison from the first day on, for half a year at least."""
    people, first = world.people, world.horizon.first
    inside = (people.jailed < first) & (people.freed > first + 3 * EARLY)
    return np.flatnonzero(inside & people.here)


def spare_accounts(world: World) -> Ints:
    """The second accounts of persons who have two."""
    return np.flatnonzero(~world.people.here)


def with_a_spare_account(world: World) -> Ints:
    """Persons who have a second account."""
    return np.unique(world.people.same_as[~world.people.here])


def clerks(world: World) -> Ints:
    """The clerks of all agencies."""
    return np.arange(len(world.clerks))


def employers(world: World) -> Ints:
    """All employers."""
    return np.arange(len(world.employers))


def rings(world: World) -> Ints:
    """A ring has no place of its own in the world; its number is drawn."""
    return np.arange(len(world.institutions))
