"""Some persons of the city in one month: what all rhythms of care start from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows, Times
from pipelines.city.calendar import Month
from pipelines.city.care.roster import Roster
from pipelines.city.claims import blank_visits
from pipelines.city.dice import dice
from pipelines.city.people import People
from pipelines.city.world import World


@dataclass(frozen=True)
class Block:
    """A range of persons in a month, with dice of their own.

    What a block does depends on nothing outside it, so blocks can be lived in any order.
    """

    world: World
    month: Month
    persons: slice
    rng: np.random.Generator

    @classmethod
    def of(cls, world: World, month: Month, persons: slice) -> "Block":
        """The block of a range of places among the people."""
        rng = dice(world.seed, "care", month.index, int(persons.start))
        return cls(world, month, persons, rng)

    @cached_property
    def psn(self) -> Ints:
        """The persons of the block who are insured and alive on some day of the month."""
        places = np.arange(len(self.world.people))[self.persons]
        people, first, last = self.world.people, self.month.dates[0], self.month.dates[-1]
        gone = people.died[places] < first
        found: Ints = places[people.here[places] & ~gone & (people.enrolled[places] <= last)]
        return found

    @cached_property
    def pull(self) -> Floats:
        """How much care each person of the block uses beside the mean of the city."""
        frailty = self.world.people.frailty
        return np.asarray(frailty[self.psn] / frailty.mean(), np.float64)

    @cached_property
    def roster(self) -> Roster:
        """Who is on duty when."""
        return Roster.of(self.world)

    def visits(self, psn: Ints, cond: Ints | int, med_type: int) -> Rows:
        """Visits of persons that have no time and no place yet."""
        rows = blank_visits(len(psn))
        rows["psn"], rows["cond"], rows["med_type"] = psn, cond, med_type
        rows["insutype"] = self.world.people.insutype[psn]
        return rows

    def within(self, times: Times) -> Mask:
        """Which times fall into the month."""
        return np.asarray((times >= self.month.start) & (times < self.month.end), np.bool_)


def present(people: People, visits: Rows) -> Mask:
    """Which visits begin while the person is insured, alive and at liberty."""
    psn, day = visits["psn"], visits["beg"].astype("M8[D]")
    dead = people.died[psn] < day
    inside = (people.jailed[psn] <= day) & ~(people.freed[psn] <= day)
    return np.asarray(~dead & ~inside & (people.enrolled[psn] <= day), np.bool_)
