"""A month of a block of persons: all rhythms of care together."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import Month
from pipelines.city.care.aftermath import (
    TO_COMMUNITY,
    referred_on,
    referred_to_a_bed,
    rehabilitated,
    seen_again,
)
from pipelines.city.care.beds import meets, one_bed_each, part
from pipelines.city.care.block import Block, present
from pipelines.city.care.courses import chemotherapy, life_on_the_ward
from pipelines.city.care.days import at_staffed_days, with_doctors
from pipelines.city.care.desk import at_the_desk
from pipelines.city.care.dialysis import sessions
from pipelines.city.care.maternity import births, newborn, pregnancy_checks
from pipelines.city.care.outpatients import walk_ins
from pipelines.city.care.rates import WENT_OUT
from pipelines.city.care.refills import refills
from pipelines.city.care.sites import at_open_sites
from pipelines.city.care.stays import last_stays, ordinary_stays
from pipelines.city.claims import NO_VISIT, blank_visits
from pipelines.city.dice import happens
from pipelines.city.keys import block_key
from pipelines.city.world import World


def ordinary_visits(world: World, month: Month, in_hospital: Rows, block: slice) -> Rows:
    """The honest visits that arise in a month among a range of persons.

    `in_hospital` are stays of earlier months that may not have ended; those of persons outside
    the block do not matter. What follows from a visit or a stay of the month (referral,
    rehabilitation, control) may begin up to three weeks after the month or the stay.
    """
    now = Block.of(world, month, block)
    theirs = (in_hospital["psn"] >= block.start) & (in_hospital["psn"] < block.stop)
    taken = in_hospital[theirs]
    stays = _numbered(_stays(now, taken), 0)
    visits = _numbered(_at_home(now, _visits(now), np.concatenate([taken, stays])), len(stays))
    n = len(stays) + len(visits)
    after = _numbered(_more_stays(now, np.concatenate([taken, stays]), stays, visits), n)
    stays["way"][np.isin(stays["visit"], after["came_from"])] = TO_COMMUNITY
    beds = np.concatenate([taken, stays, after])
    later = _numbered(_more_visits(now, beds, stays, visits), n + len(after))
    return _finished(now, np.concatenate([stays, visits, after, later]))


def _numbered(visits: Rows, first: int) -> Rows:
    visits["visit"] = first + np.arange(len(visits))
    return visits


def _stays(now: Block, taken: Rows) -> Rows:
    """The stays that begin in the month; what has a calendar of its own goes first."""
    movable = np.concatenate([ordinary_stays(now), chemotherapy(now)])
    movable = at_staffed_days(now, at_open_sites(now, movable))
    stays = blank_visits(0)
    for each in (last_stays(now), births(now), newborn(now), life_on_the_ward(now), movable):
        free = one_bed_each(_real(now, each), np.concatenate([taken, stays]))
        stays = np.concatenate([stays, free])
    return stays


def _real(now: Block, stays: Rows) -> Rows:
    """The stays of persons who are there, at open sites, ended by death where it came."""
    stays = at_open_sites(now, stays[present(now.world.people, stays)])
    return part(now.world, stays, now.rng)


def _visits(now: Block) -> Rows:
    movable = np.concatenate([walk_ins(now), refills(now), pregnancy_checks(now)])
    movable = at_staffed_days(now, at_open_sites(now, movable))
    return np.concatenate([movable, at_open_sites(now, sessions(now))])


def _at_home(now: Block, visits: Rows, stays: Rows) -> Rows:
    """The visits of persons who are there and not in a bed, and a few of those who are."""
    visits = visits[present(now.world.people, visits)]
    return visits[~meets(visits, stays) | happens(WENT_OUT, len(visits), now.rng)]


def _more_stays(now: Block, taken: Rows, stays: Rows, visits: Rows) -> Rows:
    """The stays that follow on visits and stays."""
    after = np.concatenate([rehabilitated(now, stays), referred_to_a_bed(now, visits)])
    return one_bed_each(_real(now, after), taken)


def _more_visits(now: Block, beds: Rows, stays: Rows, visits: Rows) -> Rows:
    """The visits that follow on visits and stays."""
    later = np.concatenate([referred_on(now, visits), seen_again(now, stays)])
    return _at_home(now, at_staffed_days(now, at_open_sites(now, later)), beds)


def _finished(now: Block, visits: Rows) -> Rows:
    """Give visits their keys in the city, their doctors, and what the desk adds."""
    first = block_key(now.month, now.persons)
    referred = visits["came_from"] != NO_VISIT
    visits["came_from"][referred] += first
    visits["visit"] += first
    visits["insutype"] = _insured(now, visits)
    return at_the_desk(now, with_doctors(now, visits))


def _insured(now: Block, visits: Rows) -> Ints:
    """The insurance a person has on the day; a few move to another one."""
    people, psn = now.world.people, visits["psn"]
    before = visits["beg"].astype("M8[D]") < people.moved[psn]
    return np.asarray(np.where(before, people.was[psn], people.insutype[psn]), np.int64)
