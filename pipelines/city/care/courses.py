"""Stays with a calendar of their own: chemotherapy in cycles, and life on a psychiatric ward."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows, Times
from pipelines.city.care.beds import admit_on, discharge_after
from pipelines.city.care.block import Block
from pipelines.city.care.rates import (
    CHEMO_COURSE,
    CHEMO_CYCLE,
    CHEMO_DAY_CASE,
    CHEMO_YEARS,
    INSTITUTIONALISED,
)
from pipelines.city.care.sites import for_good
from pipelines.city.claims import STAY
from pipelines.city.conditions import condition_of, conditions_under
from pipelines.city.dice import lot
from pipelines.city.institutions import LEVEL_2, LEVEL_3
from pipelines.city.world import World

FEWEST, MOST = 4, 8
"""Cycles of a course."""

AT_LEVEL_3 = 0.65
"""Share of chemotherapy in level-3 hospitals; the rest is at level-2 ones."""

LONGEST_TERM, SHORTEST_TERM = 91, 61
"""Days after which a life on the ward is settled and admitted anew."""


def on_chemotherapy(world: World, psn: Ints) -> Mask:
    """Which persons have courses of chemotherapy."""
    ill = np.isin(world.people.chronic[psn], conditions_under("C"))
    return np.asarray(ill & (lot(world.seed, "chemotherapy", psn) < CHEMO_COURSE), np.bool_)


def chemotherapy(block: Block) -> Rows:
    """The cycles that begin in the month: 2 to 3 nights, or a day for those who are day cases."""
    world, seed = block.world, block.world.seed
    psn = block.psn[on_chemotherapy(world, block.psn)]
    row, date = _cycles(block, psn)
    psn = psn[row]
    stays = block.visits(psn, condition_of("Z51.1"), STAY)
    level = np.where(lot(seed, "chemotherapy site", psn) < AT_LEVEL_3, LEVEL_3, LEVEL_2)
    stays = for_good(block, stays, level, "chemotherapy")
    by_day = lot(seed, "chemotherapy by day", psn) < CHEMO_DAY_CASE
    nights = np.where(by_day, 0, block.rng.integers(2, 4, len(psn)))
    return discharge_after(admit_on(block, stays, date), nights, block.rng)


def _cycles(block: Block, psn: Ints) -> tuple[Ints, Times]:
    """The cycles (place in `psn`, date) of the month; a course starts anew every few years."""
    seed, period = block.world.seed, int(CHEMO_YEARS * 365.25)
    start = (lot(seed, "chemotherapy start", psn) * period).astype(np.int64)
    number = FEWEST + (lot(seed, "cycles", psn) * (MOST - FEWEST + 1)).astype(np.int64)
    row = np.repeat(np.arange(len(psn)), block.month.days)
    date = np.tile(block.month.dates, len(psn))
    since = (date.astype(np.int64) - start[row]) % period
    due = (since % CHEMO_CYCLE == 0) & (since // CHEMO_CYCLE < number[row])
    return row[due], date[due]


def institutionalised(world: World, psn: Ints) -> Mask:
    """Which persons live on a psychiatric ward."""
    ill = np.isin(world.people.chronic[psn], conditions_under("F20"))
    return np.asarray(ill & (lot(world.seed, "ward life", psn) < INSTITUTIONALISED), np.bool_)


def life_on_the_ward(block: Block) -> Rows:
    """The terms that begin in the month, each the day after the one before ended."""
    world, seed = block.world, block.world.seed
    psn = block.psn[institutionalised(world, block.psn)]
    share = lot(seed, "term", psn)
    term = SHORTEST_TERM + (share * (LONGEST_TERM - SHORTEST_TERM)).astype(np.int64)
    first = (lot(seed, "first term", psn) * term).astype(np.int64)
    row = np.repeat(np.arange(len(psn)), block.month.days)
    date = np.tile(block.month.dates, len(psn))
    due = (date.astype(np.int64) - first[row]) % term[row] == 0
    row, date = row[due], date[due]
    stays = block.visits(psn[row], world.people.chronic[psn[row]], STAY)
    stays = for_good(block, stays, np.full(len(row), LEVEL_2), "ward life")
    return discharge_after(admit_on(block, stays, date), term[row] - 1, block.rng)
