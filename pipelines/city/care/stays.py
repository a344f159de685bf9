"""Stays for illnesses that no calendar calls for, in a ward or as day surgery."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.care.beds import admit_on, discharge_after, lie_in
from pipelines.city.care.block import Block
from pipelines.city.care.outpatients import at_hours, begin_at, taken_ill
from pipelines.city.care.rates import (
    ADMITTED_AT_ONCE,
    DAY_SURGERY_SHARE,
    DIES_IN_A_BED,
    EMERGENCIES,
    STAYS,
)
from pipelines.city.care.seasons import Appetite, groups
from pipelines.city.claims import AWAY, DAY_SURGERY
from pipelines.city.conditions import CANCER, CONDITIONS, conditions_under
from pipelines.city.dice import happens, lot
from pipelines.city.institutions import CLINIC, LEVEL_1, LEVEL_2, OUTSIDE, VILLAGE

IN_A_DAY = ("H25", "K40", "N40", "D25")
"""Beginnings of the codes whose operation is done as day surgery in large houses."""

LAST_DAYS = 9
"""Mean length of a last stay."""


def ordinary_stays(block: Block) -> Rows:
    """The stays that begin in the month, at most one a person."""
    rng, area = block.rng, block.world.people.area
    appetite = Appetite.of(block.world, block.month, STAYS)
    chance = appetite.rate[groups(block.world, block.psn)] * block.pull
    psn = block.psn[rng.random(len(chance)) < chance]
    stays = where_it_can_be_operated(block, taken_ill(block, STAYS, psn, appetite))
    days = appetite.days(area[psn], stays["cond"], rng)
    sudden = happens(ADMITTED_AT_ONCE, len(psn), rng)
    days = np.where(sudden, block.month.draw_days(len(psn), EMERGENCIES.place, rng), days)
    hours = np.where(
        sudden, at_hours(block, days, EMERGENCIES.place), at_hours(block, days, STAYS.place)
    )
    stays = lie_in(block.world, begin_at(block, stays, hours), rng)
    stays["med_type"][block.world.institutions.kind[stays["inst"]] == OUTSIDE] = AWAY
    return _in_a_day(block, stays, ~sudden)


def where_it_can_be_operated(block: Block, stays: Rows) -> Rows:
    """Move stays that need an operation from small houses to the person's level-2 hospital."""
    needs_theatre = np.array([bool(c.surgery) or c.department == CANCER for c in CONDITIONS])
    small = np.isin(block.world.institutions.kind[stays["inst"]], (LEVEL_1, CLINIC, VILLAGE))
    moved = np.flatnonzero(needs_theatre[stays["cond"]] & small)
    stays["inst"][moved] = block.world.people.usual[stays["psn"][moved], LEVEL_2]
    return stays


def _in_a_day(block: Block, stays: Rows, planned: Mask) -> Rows:
    fits = planned & np.isin(stays["cond"], conditions_under(*IN_A_DAY))
    fits &= block.world.institutions.kind[stays["inst"]] <= LEVEL_2
    done = np.flatnonzero(fits & happens(DAY_SURGERY_SHARE, len(stays), block.rng))
    nights = block.rng.integers(0, 2, len(done))
    stays["med_type"][done] = DAY_SURGERY
    stays[done] = discharge_after(stays[done], nights, block.rng)
    return stays


def last_stays(block: Block) -> Rows:
    """The stays that begin in the month and in which the person dies."""
    people, seed = block.world.people, block.world.seed
    psn = block.psn[~np.isnat(people.died[block.psn])]
    psn = psn[lot(seed, "last bed", psn) < DIES_IN_A_BED]
    nights = np.rint(-LAST_DAYS * np.log(1 - lot(seed, "last days", psn))).astype(np.int64)
    begin = people.died[psn] - np.minimum(nights, 60).astype("m8[D]")
    now = block.within(begin)
    psn, begin, nights = psn[now], begin[now], nights[now]
    appetite = Appetite.of(block.world, block.month, STAYS)
    stays = where_it_can_be_operated(block, taken_ill(block, STAYS, psn, appetite))
    stays["med_type"][block.world.institutions.kind[stays["inst"]] == OUTSIDE] = AWAY
    return discharge_after(admit_on(block, stays, begin), _long(nights), block.rng)


def _long(nights: Ints) -> Ints:
    """Nights beyond the death, so that the stay ends with it."""
    return nights + 3
