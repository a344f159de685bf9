"""Haemodialysis: three sessions a week on fixed days and shifts at one place, all year."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.calendar import DAY, weekdays
from pipelines.city.care.block import Block
from pipelines.city.care.rates import DIALYSED, SESSION_MISSED
from pipelines.city.care.sites import for_good
from pipelines.city.claims import CHRONIC
from pipelines.city.conditions import conditions_under
from pipelines.city.dice import happens, lot
from pipelines.city.institutions import LEVEL_2, LEVEL_3
from pipelines.city.world import World

DAYS = ((0, 2, 4), (1, 3, 5))
"""Monday, Wednesday, Friday, or Tuesday, Thursday, Saturday."""

SHIFTS = (27_000, 45_000, 63_000)
"""Seconds of the day at which the shifts begin: 7:30, 12:30, 17:30."""

HOURS = 4 * 3_600
AT_LEVEL_2 = 0.7


def dialysed(world: World, psn: Ints) -> Mask:
    """Which persons are on haemodialysis."""
    failing = np.isin(world.people.chronic[psn], conditions_under("N18"))
    failing &= world.people.certified[psn]
    return np.asarray(failing & (lot(world.seed, "dialysis", psn) < DIALYSED), np.bool_)


def sessions(block: Block) -> Rows:
    """The sessions of the month, holidays or not; a few are missed."""
    seed, rng = block.world.seed, block.rng
    psn = block.psn[dialysed(block.world, block.psn)]
    turn = (lot(seed, "dialysis days", psn) * len(DAYS)).astype(np.int64)
    on_duty = np.isin(np.arange(7), DAYS[0]), np.isin(np.arange(7), DAYS[1])
    row, day = np.nonzero(np.array(on_duty)[turn][:, weekdays(block.month.dates)])
    kept = ~happens(SESSION_MISSED, len(row), rng)
    row, day = row[kept], day[kept]
    visits = block.visits(psn[row], block.world.people.chronic[psn[row]], CHRONIC)
    level = np.where(lot(seed, "dialysis site", psn) < AT_LEVEL_2, LEVEL_2, LEVEL_3)
    visits = for_good(block, visits, level[row], "dialysis")
    shift = np.array(SHIFTS)[(lot(seed, "dialysis shift", psn) * len(SHIFTS)).astype(np.int64)]
    clock = shift[row] + rng.integers(0, 1_800, len(row))
    visits["beg"] = block.month.start + (day * DAY + clock).astype("m8[s]")
    visits["end"] = visits["beg"] + (HOURS + rng.integers(-900, 900, len(row))).astype("m8[s]")
    visits["settled"] = visits["end"]
    return visits
