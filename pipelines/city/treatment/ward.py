"""Stays: the day of admission, the daily rhythm of a ward, the theatre, the discharge."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.conditions import CONDITIONS
from pipelines.city.institutions import LEVEL_2, LEVEL_3, OUTSIDE
from pipelines.city.pricelist import ITEMS, number_of, price_list
from pipelines.city.treatment import rates
from pipelines.city.treatment.baskets import (
    Basket,
    admission_basket,
    day_basket,
    discharge_basket,
    drawn,
    operation_basket,
)
from pipelines.city.treatment.charging import charge, fits_age, readiness, stay_days, timed
from pipelines.city.world import World

HOUR, DAY = 3_600, 86_400
ROUNDS = (11.5 * HOUR, 16.5 * HOUR)
"""Hours between which a ward charges."""

SATURDAY, SUNDAY = 5, 6
HOURLY = {"oxygen": 12.0, "infusion_pump": 8.0, "incubator": 24.0, "blue_light": 12.0}
SEVERAL = {"syringe": 2.0, "test_strip": 2.0, "digital_film": 2.0, "film": 2.0, "suction": 4.0}
"""Units a day of items charged by the hour or by the piece."""


@dataclass(frozen=True)
class Offers:
    """What the wards may charge: the stay it belongs to, its day (0 = the first), the item."""

    world: World
    stays: Rows
    row: Ints
    day: Ints
    item: Ints
    chance: Floats

    @classmethod
    def of(cls, world: World, stays: Rows, row: Ints, day: Ints, basket: Basket) -> "Offers":
        """Everything a basket holds for the given days of stays."""
        at, item, chance = basket.offers(stays["cond"].astype(np.int64)[row])
        return cls(world, stays, row[at], day[at], item, chance)

    def lines(self, factor: Floats, rng: np.random.Generator) -> Rows:
        """The lines of the offers that come true, each with its chance times a factor."""
        chosen = np.flatnonzero(drawn(self.chance * factor, rng))
        row, item = self.row[chosen], self.item[chosen]
        fits = fits_age(self.world, self.stays, row, item)
        row, item, day = row[fits], item[fits], self.day[chosen][fits]
        visits = self.stays[row]
        seconds = _seconds(visits, day, rng)
        return charge(self.world, visits, item, _units(self.world, visits, item, rng), seconds)

    @cached_property
    def readiness(self) -> Floats:
        """How readily the house charges the item: not a matter of habit for bed and board."""
        ready = readiness(self.world, self.stays, self.row, self.item)
        return np.where(_of_type("01", "02", "07")[self.item], 1.0, ready)

    @cached_property
    def rhythm(self) -> Floats:
        """What weekends, the course of the illness and the dispensing of tablets leave of it."""
        first = self.stays["beg"].astype("M8[D]").astype(np.int64)[self.row]
        weekday = (first + self.day + 3) % 7
        test, therapy = _of_type("03", "04")[self.item], timed()[self.item]
        factor = np.where(test & (self.day == 0), 0.0, 1.0)
        factor *= np.where(test & (weekday >= SATURDAY), rates.WEEKEND_TESTS, 1.0)
        factor *= np.where(therapy & (weekday == SATURDAY), rates.SATURDAY_THERAPY, 1.0)
        factor *= ~(therapy & (weekday == SUNDAY))
        later = (self.day >= rates.COURSE_DAYS) & _infused()[self.item]
        factor *= np.where(later, rates.AFTER_COURSE, 1.0)
        tablets = price_list().days[self.item] > 0
        return factor * (~tablets | (self.day % rates.DISPENSED_DAYS == 0)) * self._in_course

    @cached_property
    def _in_course(self) -> Mask:
        course = np.array([item.course for item in ITEMS])[self.item]
        return (course == 0) | (self.day < course)


def ward_lines(world: World, stays: Rows, rng: np.random.Generator) -> Rows:
    """The fee lines of stays."""
    days = stay_days(stays)
    every = np.arange(len(stays))
    row = np.repeat(every, days)
    day = np.arange(len(row)) - np.repeat(days.cumsum() - days, days)
    daily = Offers.of(world, stays, row, day, day_basket())
    first = Offers.of(world, stays, every, np.zeros(len(stays), np.int64), admission_basket())
    last = Offers.of(world, stays, every, days - 1, discharge_basket())
    supply = last.lines(np.ones(len(last.row)), rng)
    supply["cnt"], supply["days"] = _for_days(supply["item"], rates.DISCHARGE_DAYS)
    return np.concatenate(
        [
            daily.lines(daily.readiness * daily.rhythm, rng),
            first.lines(first.readiness, rng),
            supply,
            _operations(world, stays, days, rng),
        ]
    )


def _operations(world: World, stays: Rows, days: Ints, rng: np.random.Generator) -> Rows:
    """The operation, on the second day where there is one, with all that belongs to it."""
    chance = np.array([condition.operated for condition in CONDITIONS])[stays["cond"]]
    kind = world.institutions.kind[stays["inst"]]
    large = np.isin(kind, (LEVEL_3, LEVEL_2, OUTSIDE))
    done = rng.random(len(stays)) < chance * np.where(large, 1.0, rates.OPERATED_IN_SMALL_HOUSES)
    row = np.flatnonzero(done)
    offers = Offers.of(world, stays, row, np.minimum(days[row] - 1, 1), operation_basket())
    lines = offers.lines(np.ones(len(offers.row)), rng)
    lines["cnt"] = 1
    return lines


def _seconds(visits: Rows, day: Ints, rng: np.random.Generator) -> Ints:
    """Seconds after admission of a charge on a stay day, never after the discharge."""
    midnight = (visits["beg"] - visits["beg"].astype("M8[D]")).astype(np.int64)
    clock = rng.integers(int(ROUNDS[0]), int(ROUNDS[1]), len(day))
    last = (visits["end"] - visits["beg"]).astype(np.int64)
    soon = np.minimum(clock % HOUR, DAY - 1 - midnight)
    return np.minimum(np.maximum(day * DAY + clock - midnight, soon), last)


def _units(world: World, visits: Rows, item: Ints, rng: np.random.Generator) -> Floats:
    kind, prices = world.institutions.kind[visits["inst"]], price_list()
    infused = _infused()[item] & prices.is_drug[item] & (prices.price[item] < rates.DEAR)
    cnt: Floats = _pieces()[item] + infused * rng.poisson(np.array(rates.WARD_UNITS)[kind] - 1)
    tablets = prices.days[item] > 0
    cnt[tablets] = _for_days(item[tablets], rates.DISPENSED_DAYS)[0]
    return cnt


def _for_days(item: Ints, days: int) -> tuple[Floats, Ints]:
    """Packs, or parts of one, that last some days, and how long they last."""
    pack = price_list().days[item]
    cnt = np.round(np.minimum(1.0, days / pack), 4)
    return cnt, np.minimum(days, pack)


@cache
def _pieces() -> Floats:
    """Units of each item a day."""
    return np.array([{**HOURLY, **SEVERAL}.get(item.key, 1.0) for item in ITEMS])


@cache
def _of_type(*charge_types: str) -> Mask:
    return np.array([item.charge_type in charge_types for item in ITEMS])


@cache
def _infused() -> Mask:
    """Which items belong to an infusion course: injectable drugs and their service."""
    found = np.array([item.is_drug and item.days == 0 for item in ITEMS])
    found[[number_of(key) for key in ("infusion", "infusion_next", "infusion_set")]] = True
    return found
