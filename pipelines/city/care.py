"""The ordinary care of a month: who goes where, for what, and what is charged."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.calendar import DAY, Month
from pipelines.city.claims import CHRONIC, OUTPATIENT, PHARMACY, STAY, Claims, blank_visits
from pipelines.city.conditions import CANCER, CONDITIONS, conditions_of, departments
from pipelines.city.dice import dice, happens, pick
from pipelines.city.institutions import CHINESE, CLINIC, DENTAL, LEVEL_1, LEVEL_2, VILLAGE
from pipelines.city.keys import block_key
from pipelines.city.people import EMPLOYEES, condition_weights
from pipelines.city.treatment import treat
from pipelines.city.world import World

DENTAL_CONDITIONS = ("K02.9", "K05.3")
CHINESE_CONDITIONS = ("M54.5", "M17.9", "M51.2", "G47.0")


@dataclass(frozen=True)
class Channel:
    """A way to settle: visits per person and year, and how they spread over kinds of site."""

    med_type: int
    rate: float
    place: str
    illness: str
    kinds: tuple[float, ...]


OUTPATIENTS = Channel(OUTPATIENT, 2.2, "clinic", "visit", (0.14, 0.24, 0.26, 0.2, 0.16, 0, 0))
REFILLS = Channel(CHRONIC, 2.6, "clinic", "visit", (0.2, 0.38, 0.42, 0, 0, 0, 0))
PURCHASES = Channel(PHARMACY, 3.0, "shop", "visit", (0, 0, 0, 0, 0, 1, 0))
STAYS = Channel(STAY, 0.32, "ward", "stay", (0.33, 0.45, 0.22, 0, 0, 0, 0))

FAITHFUL = 0.8
"""Share of visits to the usual site of the kind."""

FOR_THE_CHRONIC_ILLNESS = 0.3
"""Share of visits and stays of the chronically ill for just that illness."""

WENT_OUT = 0.02
"""Share of visits during a stay that happen nevertheless (a relative fetches the drugs)."""


def ordinary_care(world: World, month: Month, in_hospital: Rows) -> Claims:
    """The honest visits that begin in a month, with their fee lines."""
    visits = ordinary_visits(world, month, in_hospital, slice(0, len(world.people)))
    return Claims(visits, treat(world, visits, dice(world.seed, "treat", month.index)))


def ordinary_visits(world: World, month: Month, in_hospital: Rows, persons: slice) -> Rows:
    """The honest visits of a range of persons that begin in a month.

    `in_hospital` are the stays of earlier months that have not ended yet.
    """
    rng = dice(world.seed, "care", month.index, int(persons.start))
    stays = _stays(world, month, in_hospital, persons, rng)
    visits = np.concatenate(
        [_visits(world, month, c, persons, rng) for c in (OUTPATIENTS, REFILLS, PURCHASES)]
    )
    visits = visits[_at_home(len(world.people), visits, np.concatenate([in_hospital, stays]), rng)]
    visits = np.concatenate([stays, visits])
    visits["visit"] = block_key(month, persons) + np.arange(len(visits))
    return visits


def _visits(
    world: World, month: Month, channel: Channel, persons: slice, rng: np.random.Generator
) -> Rows:
    rate = _monthly_rate(world, channel)[persons]
    psn = np.repeat(np.arange(persons.start, persons.stop), rng.poisson(rate * month.season))
    if channel is REFILLS:
        psn = np.unique(psn)
    visits = begin(world, month, psn, channel, rng)
    visits["end"] = visits["beg"] + rng.integers(600, 5_400, len(psn)).astype("m8[s]")
    visits["settled"] = visits["end"]
    if channel is PURCHASES:
        visits["end"] = visits["settled"] = visits["beg"]
    return visits


def _monthly_rate(world: World, channel: Channel) -> Floats:
    people = world.people
    rate = people.frailty * channel.rate / 12
    if channel is REFILLS:
        return np.asarray(rate * (people.chronic >= 0), np.float64)
    if channel is PURCHASES:
        return np.asarray(rate * np.where(people.insutype == EMPLOYEES, 1.75, 0.5), np.float64)
    return np.asarray(rate, np.float64)


def begin(
    world: World, month: Month, psn: Ints, channel: Channel, rng: np.random.Generator
) -> Rows:
    """Visits of persons without an end: day, hour, illness, site and doctor are drawn."""
    visits = blank_visits(len(psn))
    visits["psn"], visits["med_type"] = psn, channel.med_type
    visits["insutype"] = world.people.insutype[psn]
    visits["inst"] = _sites(world, psn, channel, rng)
    visits["cond"] = _illnesses(world, visits, channel, rng)
    department = departments()[visits["cond"]]
    visits["dr"] = world.doctors.choose(visits["inst"].astype(np.int64), department, rng)
    hours = (8, 11) if channel.med_type == STAY else (8, 18)
    clock = rng.integers(hours[0] * 3_600, hours[1] * 3_600, len(psn))
    days = month.draw_days(len(psn), channel.place, rng)
    visits["beg"] = month.start + (days * DAY + clock).astype("m8[s]")
    return visits


def _sites(world: World, psn: Ints, channel: Channel, rng: np.random.Generator) -> Ints:
    kind = pick(np.broadcast_to(np.array(channel.kinds), (len(psn), len(channel.kinds))), rng)
    usual = world.people.usual[psn, kind]
    someone = world.people.usual[rng.integers(0, len(world.people), len(psn)), kind]
    return np.where(happens(FAITHFUL, len(psn), rng), usual, someone)


def _illnesses(world: World, visits: Rows, channel: Channel, rng: np.random.Generator) -> Ints:
    people, sites, psn = world.people, world.institutions, visits["psn"]
    chronic: Ints = people.chronic[psn]
    if channel is REFILLS:
        return chronic
    cond = pick(condition_weights(channel.illness, people.age[psn], people.gend[psn]), rng)
    cond = np.where((chronic >= 0) & happens(FOR_THE_CHRONIC_ILLNESS, len(psn), rng), chronic, cond)
    focus = sites.focus[visits["inst"]]
    cond = np.where(focus == DENTAL, rng.choice(conditions_of(*DENTAL_CONDITIONS), len(psn)), cond)
    return np.where(
        focus == CHINESE, rng.choice(conditions_of(*CHINESE_CONDITIONS), len(psn)), cond
    )


def _stays(
    world: World, month: Month, in_hospital: Rows, persons: slice, rng: np.random.Generator
) -> Rows:
    rate = world.people.frailty[persons] * STAYS.rate / 12 * month.season
    psn = persons.start + np.flatnonzero(rng.random(len(rate)) < rate)
    psn = psn[~np.isin(psn, in_hospital["psn"])]
    stays = begin(world, month, psn, STAYS, rng)
    return lie_in(world, _where_it_can_be_operated(world, stays, rng), rng)


def _where_it_can_be_operated(world: World, stays: Rows, rng: np.random.Generator) -> Rows:
    """Move stays that need an operation from small houses to the person's level-2 hospital."""
    needs_theatre = np.array([bool(c.surgery) or c.department == CANCER for c in CONDITIONS])
    surgical = needs_theatre[stays["cond"]]
    small = np.isin(world.institutions.kind[stays["inst"]], (LEVEL_1, CLINIC, VILLAGE))
    moved = np.flatnonzero(surgical & small)
    stays["inst"][moved] = world.people.usual[stays["psn"][moved], LEVEL_2]
    stays["dr"][moved] = world.doctors.choose(
        stays["inst"][moved].astype(np.int64), departments()[stays["cond"][moved]], rng
    )
    return stays


def lie_in(world: World, stays: Rows, rng: np.random.Generator) -> Rows:
    """Give stays a length usual for their illness; they are discharged and settled by noon."""
    mean = np.array([condition.los for condition in CONDITIONS])[stays["cond"]]
    mean = mean * world.institutions.style[stays["inst"]]
    nights = np.maximum(1, np.rint(rng.gamma(4, mean / 4))).astype(np.int64)
    return discharge_after(stays, nights, rng)


def discharge_after(stays: Rows, nights: Ints, rng: np.random.Generator) -> Rows:
    """End stays after some nights, between 9 and 11; settle them within the hour."""
    clock = rng.integers(9 * 3_600, 11 * 3_600, len(stays))
    clock = np.where(nights > 0, clock, 17 * 3_600 + clock // 24)
    stays["end"] = stays["beg"].astype("M8[D]") + (nights * DAY + clock).astype("m8[s]")
    stays["settled"] = stays["end"] + rng.integers(600, 3_600, len(stays)).astype("m8[s]")
    return stays


def _at_home(persons: int, visits: Rows, stays: Rows, rng: np.random.Generator) -> Mask:
    """Which visits do not fall into a stay of the same person."""
    begin_of = np.full(persons, np.datetime64("2200-01-01", "s"))
    end_of = np.full(persons, np.datetime64("1900-01-01", "s"))
    begin_of[stays["psn"]], end_of[stays["psn"]] = stays["beg"], stays["end"]
    inside: Mask = (visits["beg"] > begin_of[visits["psn"]]) & (
        visits["beg"] < end_of[visits["psn"]]
    )
    return ~inside | happens(WENT_OUT, len(visits), rng)
