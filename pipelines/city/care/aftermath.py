"""What a visit or a stay leads to: referral, rehabilitation, and being seen again."""

from functools import cache

import numpy as np

from pipelines.city.arrays import Ints, Rows, Times
from pipelines.city.calendar import DAY
from pipelines.city.care.beds import DIED, admit_on, lie_in
from pipelines.city.care.block import Block
from pipelines.city.care.outpatients import at_hours, begin_at
from pipelines.city.care.rates import (
    FOLLOWED_UP,
    REFERRED_ON,
    REFERRED_TO_A_BED,
    REHABILITATED,
)
from pipelines.city.care.sites import for_good
from pipelines.city.care.stays import where_it_can_be_operated
from pipelines.city.claims import AWAY, NO_VISIT, OUTPATIENT, STAY
from pipelines.city.conditions import CONDITIONS, conditions_under
from pipelines.city.dice import happens
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3, VILLAGE

SOONEST, LATEST = 5, 20
"""Days after a stay when the person is seen again."""

IN_COURSES = ("Z5", "F20")
"""Beginnings of the codes of stays after which the next one is known already."""

REFERRED_WITHIN = 5
"""Days within which a referral is followed."""

ON_TO = (("I63", "I69.3"), ("S72", "Z50"))
"""Beginnings of the codes that lead to rehabilitation, and of what is then treated."""

AT_LEVEL_1 = 0.5
"""Share of rehabilitation in health centres; the rest is at level-2 hospitals."""

TO_LEVEL_3 = 0.4
"""Share of referrals to level-3 hospitals; the rest goes to level-2 ones."""

TO_COMMUNITY = 3
"""National `dscg_way` code of a discharge to a smaller house."""


def referred_on(block: Block, visits: Rows) -> Rows:
    """Visits to hospitals, a few days after a small site referred the person there."""
    sent = _sent(block, visits, REFERRED_ON)
    later = _again(block, sent, OUTPATIENT)
    later["inst"] = _hospital(block, sent["psn"])
    days = _days_later(block, sent["beg"], 1, REFERRED_WITHIN)
    return begin_at(block, later, at_hours(block, days, "clinic"))


def referred_to_a_bed(block: Block, visits: Rows) -> Rows:
    """Stays in hospitals, a few days after a small site referred the person there."""
    sent = _sent(block, visits, REFERRED_TO_A_BED)
    sent = sent[np.array([condition.stay for condition in CONDITIONS])[sent["cond"]] > 0]
    stays = _again(block, sent, STAY)
    stays["inst"] = _hospital(block, sent["psn"])
    stays = where_it_can_be_operated(block, stays)
    date = block.month.start + _days_later(block, sent["beg"], 0, 3).astype("m8[D]")
    stays = admit_on(block, stays, date)
    stays["beg"] = np.maximum(stays["beg"], sent["end"] + np.timedelta64(3_600, "s"))
    return lie_in(block.world, stays, block.rng)


def seen_again(block: Block, stays: Rows) -> Rows:
    """Visits some weeks after a stay, at the house that treated it."""
    over = (stays["med_type"] != AWAY) & (stays["way"] != DIED)
    over &= ~np.isin(stays["cond"], conditions_under(*IN_COURSES))
    done = stays[over & happens(FOLLOWED_UP, len(stays), block.rng)]
    visits = _again(block, done, OUTPATIENT)
    visits["inst"], visits["came_from"] = done["inst"], NO_VISIT
    days = _days_later(block, done["end"], SOONEST, LATEST)
    return begin_at(block, visits, at_hours(block, days, "clinic"))


def rehabilitated(block: Block, stays: Rows) -> Rows:
    """Stays in a smaller house right after a stroke or a fracture."""
    large = np.isin(block.world.institutions.kind[stays["inst"]], (LEVEL_3, LEVEL_2))
    goes = large & (stays["way"] != DIED) & happens(REHABILITATED, len(stays), block.rng)
    sent = stays[goes & (_afterwards()[stays["cond"]] >= 0)]
    after = _again(block, sent, STAY)
    after["cond"] = _afterwards()[sent["cond"]]
    kind = np.where(happens(AT_LEVEL_1, len(sent), block.rng), LEVEL_1, LEVEL_2)
    after = for_good(block, after, kind, "rehabilitation")
    after["beg"] = sent["end"] + block.rng.integers(3_600, 5 * 3_600, len(sent)).astype("m8[s]")
    return lie_in(block.world, after, block.rng)


@cache
def _afterwards() -> Ints:
    """The illness rehabilitated after each illness, or -1."""
    then = np.full(len(CONDITIONS), -1)
    for acute, later in ON_TO:
        then[conditions_under(acute)] = conditions_under(later)[0]
    return then


def _sent(block: Block, visits: Rows, share: float) -> Rows:
    kind = block.world.institutions.kind[visits["inst"]]
    small = (kind >= LEVEL_1) & (kind <= VILLAGE) & (visits["med_type"] == OUTPATIENT)
    found: Rows = visits[small & happens(share, len(visits), block.rng)]
    return found


def _again(block: Block, earlier: Rows, med_type: int) -> Rows:
    later = block.visits(earlier["psn"].astype(np.int64), earlier["cond"], med_type)
    later["came_from"] = earlier["visit"]
    return later


def _hospital(block: Block, psn: Ints) -> Ints:
    large = happens(TO_LEVEL_3, len(psn), block.rng)
    return np.asarray(block.world.people.usual[psn, np.where(large, LEVEL_3, LEVEL_2)], np.int64)


def _days_later(block: Block, times: Times, soonest: int, latest: int) -> Ints:
    """Days of the month, or beyond it, some days after given times."""
    since = (times - block.month.start).astype("m8[s]").astype(np.int64) // DAY
    return since + block.rng.integers(soonest, latest + 1, len(times))
