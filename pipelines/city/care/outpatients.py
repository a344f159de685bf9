"""Visits to clinics, hospitals and emergency rooms, and purchases in pharmacies."""

import numpy as np

from pipelines.city.arrays import Floats, Ints, Rows
from pipelines.city.calendar import DAY
from pipelines.city.care.block import Block
from pipelines.city.care.rates import (
    BUYS,
    EMERGENCIES,
    FOR_THE_CHRONIC_ILLNESS,
    OUTPATIENTS,
    PURCHASES,
    TCM_CLAIMED,
    Channel,
)
from pipelines.city.care.seasons import Appetite, groups
from pipelines.city.care.sites import settle_on_sites
from pipelines.city.claims import ACCIDENT, OUTPATIENT, TCM_VISIT
from pipelines.city.conditions import CONDITIONS, TCM, conditions_under
from pipelines.city.dice import Urn, happens
from pipelines.city.institutions import LEVEL_1
from pipelines.city.people import EMPLOYEES

HOURS = {
    "clinic": (0, 0, 0, 0, 0, 0, 0, 1, 9, 12, 10, 5, 2, 4, 8, 8, 6, 3, 1, 1, 0, 0, 0, 0),
    "emergency": (3, 2, 2, 1, 1, 1, 2, 2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 3, 6, 7, 8, 7, 6, 4),
    "shop": (0, 0, 0, 0, 0, 0, 0, 1, 4, 6, 6, 5, 3, 3, 4, 5, 5, 6, 6, 6, 4, 2, 0, 0),
    "ward": (0, 0, 0, 0, 0, 0, 0, 0, 8, 9, 6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
}
"""How visits spread over the hours of the day by kind of place."""


def walk_ins(block: Block) -> Rows:
    """All visits of the month that no calendar of their own calls for."""
    visits = _for_illness(block, OUTPATIENTS, block.pull)
    return np.concatenate(
        [
            _as_special(block, visits),
            _for_illness(block, EMERGENCIES, block.pull),
            _purchases(block),
        ]
    )


def at_hours(block: Block, days: Ints, place: str) -> Ints:
    """Seconds of the month on given days in the hours of a kind of place."""
    urn = Urn.of(np.array([HOURS[place]], np.float64))
    hour = urn.draw(np.zeros(len(days), np.int64), block.rng)
    return days * DAY + hour * 3_600 + block.rng.integers(0, 3_600, len(days))


def begin_at(block: Block, visits: Rows, seconds: Ints) -> Rows:
    """Begin visits some seconds after the month does; they take 10 to 90 minutes."""
    visits["beg"] = block.month.start + seconds.astype("m8[s]")
    visits["end"] = visits["beg"] + block.rng.integers(600, 5_400, len(visits)).astype("m8[s]")
    visits["settled"] = visits["end"]
    return visits


def taken_ill(block: Block, channel: Channel, psn: Ints, appetite: Appetite) -> Rows:
    """Visits of persons with their illnesses and sites, but no time."""
    people, rng = block.world.people, block.rng
    cond = appetite.illness.draw(groups(block.world, psn), rng)
    chronic = people.chronic[psn]
    old = (chronic >= 0) & happens(FOR_THE_CHRONIC_ILLNESS, len(psn), rng)
    visits = block.visits(psn, np.where(old, chronic, cond), channel.med_type)
    kinds = Urn.of(np.array([channel.kinds]))
    kind = kinds.draw(np.zeros(len(psn), np.int64), rng)
    return settle_on_sites(block, visits, kind, channel.illness)


def _for_illness(block: Block, channel: Channel, pull: Floats) -> Rows:
    appetite = Appetite.of(block.world, block.month, channel)
    mean = appetite.rate[groups(block.world, block.psn)] * pull
    psn = np.repeat(block.psn, block.rng.poisson(mean))
    visits = taken_ill(block, channel, psn, appetite)
    days = appetite.days(block.world.people.area[psn], visits["cond"], block.rng)
    return begin_at(block, visits, at_hours(block, days, channel.place))


def _purchases(block: Block) -> Rows:
    insutype = block.world.people.insutype
    buys = np.where(insutype == EMPLOYEES, BUYS[True], BUYS[False])
    visits = _for_illness(block, PURCHASES, block.pull * buys[block.psn] / buys.mean())
    visits["end"] = visits["settled"] = visits["beg"]
    return visits


def _as_special(block: Block, visits: Rows) -> Rows:
    """Settle visits as accidents or as TCM treatment where they are."""
    hospital = block.world.institutions.kind[visits["inst"]] <= LEVEL_1
    cond, share = visits["cond"], np.where(hospital, TCM_CLAIMED[True], TCM_CLAIMED[False])
    tcm = np.array([condition.department == TCM for condition in CONDITIONS])[cond]
    tcm &= block.rng.random(len(visits)) < share
    injured = hospital & np.isin(cond, conditions_under("S", "T"))
    visits["med_type"] = np.select([injured, tcm], [ACCIDENT, TCM_VISIT], OUTPATIENT)
    return visits
