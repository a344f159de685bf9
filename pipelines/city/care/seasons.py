"""Which illness comes when: winter coughs, summer guts, and the waves of influenza."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from pipelines.city.arrays import Floats, Ints
from pipelines.city.calendar import Month
from pipelines.city.care.rates import Channel
from pipelines.city.conditions import AGES, CONDITIONS, age_class, conditions_under
from pipelines.city.dice import Urn, dice
from pipelines.city.institutions import AREAS
from pipelines.city.people import condition_weights
from pipelines.city.pricelist import FEMALE, MALE
from pipelines.city.world import World

COUGHS = (1.3, 1.2, 1.1, 1.0, 0.9, 0.8, 0.75, 0.75, 0.9, 1.0, 1.1, 1.2)
GUTS = (0.7, 0.7, 0.8, 0.9, 1.1, 1.4, 1.7, 1.7, 1.3, 0.9, 0.8, 0.7)
"""How common acute chests and guts are from January to December, beside the year's mean."""

CATCHING = ("J0", "J1", "J2")
"""Beginnings of the codes that an epidemic makes common."""

SPOILED = ("A0",)
SCHEDULED = ("O80", "O82", "Z34", "Z51.1", "Z50", "F20")
"""Beginnings of the codes that have a rhythm of their own and no chance beside it."""

PEAKS = ((330, 425), (60, 105), (185, 235))
"""Days of the year between which the first, second and third wave of a year peak."""

SPREAD = 8.0
"""Standard deviation of a wave in days."""

SLOWEST = 14
"""Days after which a wave reaches the last area."""


@cache
def epidemic(seed: int, month: Month) -> Floats:
    """How much more common (area x day, 1 without a wave) catching illnesses are."""
    factor = np.ones((len(AREAS), month.days))
    for year in (month.first.year - 1, month.first.year):
        factor += _waves(seed, year, month.dates.astype(np.int64))
    return factor


def _waves(seed: int, year: int, dates: Ints) -> Floats:
    """What one to three waves of a year add."""
    rng = dice(seed, "epidemics", year)
    lag = rng.integers(0, SLOWEST + 1, (len(PEAKS), len(AREAS), 1))
    new_year = np.datetime64(f"{year}-01-01").astype(np.int64)
    peak = new_year + np.array([rng.integers(*between) for between in PEAKS])[:, None, None] + lag
    height = rng.uniform(1.2, 2.8, (len(PEAKS), 1, 1))
    height[rng.integers(1, len(PEAKS) + 1) :] = 0
    return np.asarray((height * np.exp(-(((dates - peak) / SPREAD) ** 2) / 2)).sum(axis=0))


def groups(world: World, psn: Ints) -> Ints:
    """The group (area, age class, sex) of persons."""
    people = world.people
    by_age = people.area[psn] * len(AGES) + age_class(np.maximum(people.age[psn], 0))
    return np.asarray(by_age * 2 + (people.gend[psn] == FEMALE), np.int64)


@dataclass(frozen=True)
class Appetite:
    """What leads persons to a channel in a month: how often, with which illness, on which day.

    `rate` is the records per group of persons and month, for persons of mean frailty.
    """

    rate: Floats
    illness: Urn
    day: Urn

    @classmethod
    def of(cls, world: World, month: Month, channel: Channel) -> "Appetite":
        """The appetite for a channel."""
        age, gend = np.repeat(np.array(AGES), 2), np.tile(np.array([MALE, FEMALE]), len(AGES))
        usual = np.tile(condition_weights(channel.illness, age, gend), (len(AREAS), 1))
        usual[:, conditions_under(*SCHEDULED)] = 0
        rhythm, wave = month.rhythm(channel.place), epidemic(world.seed, month)
        risen = (wave * rhythm).sum(axis=1) / rhythm.sum()
        factor = np.ones((len(AREAS), len(CONDITIONS)))
        factor[:, conditions_under(*SPOILED)] = GUTS[month.first.month - 1]
        coughs = COUGHS[month.first.month - 1] * risen[:, None]
        factor[:, conditions_under(*CATCHING)] = coughs
        now = usual * np.repeat(factor, len(age), axis=0)
        rate = now.sum(axis=1) / np.maximum(usual.sum(axis=1), 1e-9)
        days = np.concatenate([np.tile(rhythm, (len(AREAS), 1)), wave * rhythm])
        return cls(rate * channel.rate * month.share(channel.place), Urn.of(now), Urn.of(days))

    def days(self, area: Ints, cond: Ints, rng: np.random.Generator) -> Ints:
        """Days of the month (0 = the first) on which illnesses lead persons of areas there."""
        catching = np.isin(cond, conditions_under(*CATCHING))
        return self.day.draw(area + len(AREAS) * catching, rng)
