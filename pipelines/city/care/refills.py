"""Refills of the chronically ill: the next one is due when the last supply ends.

Those registered for their illness settle them as 门诊慢特病 (14), those on a special drug as 特药
(15); the others get their drugs at ordinary visits and in pharmacies.
"""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.care.block import Block
from pipelines.city.care.outpatients import at_hours, begin_at
from pipelines.city.care.rates import (
    LATE,
    ON_SPECIAL_DRUGS,
    REGISTERED,
    SKIPPED,
    SUPPLIES,
    SUPPLY_SHARES,
)
from pipelines.city.claims import CHRONIC, SPECIAL_DRUG
from pipelines.city.conditions import conditions_under
from pipelines.city.dice import lot
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.world import World

KINDS, KIND_SHARES = (LEVEL_3, LEVEL_2, LEVEL_1), (0.2, 0.38, 0.42)
DEAR = ("C", "B18", "G20")
"""Beginnings of the codes of chronic illnesses for which special drugs are given."""

ELSEWHERE = (*DEAR, "N18", "F20")
"""Beginnings of the codes that no ordinary refill is for."""


def registered(world: World, psn: Ints) -> Mask:
    """Which persons are registered for their chronic illness and settle its drugs as such."""
    chronic = world.people.chronic[psn]
    fits = (chronic >= 0) & ~np.isin(chronic, conditions_under(*ELSEWHERE))
    fits &= world.people.certified[psn]
    return np.asarray(fits & (lot(world.seed, "registered", psn) < REGISTERED), np.bool_)


def on_special_drugs(world: World, psn: Ints) -> Mask:
    """Which persons get a special drug every month."""
    dear = np.isin(world.people.chronic[psn], conditions_under(*DEAR))
    return np.asarray(dear & (lot(world.seed, "registered", psn) < ON_SPECIAL_DRUGS), np.bool_)


def refills(block: Block) -> Rows:
    """The refills that fall into the month, each at the person's one place for it."""
    world, psn = block.world, block.psn
    which = np.searchsorted(np.cumsum(SUPPLY_SHARES), lot(world.seed, "supply", psn))
    monthly = np.full(len(psn), SUPPLIES[0])
    special = on_special_drugs(world, psn)
    ordinary = registered(world, psn)
    return np.concatenate(
        [
            _refilled(block, psn[ordinary], np.array(SUPPLIES)[which[ordinary]], CHRONIC),
            _refilled(block, psn[special], monthly[special], SPECIAL_DRUG),
        ]
    )


def _refilled(block: Block, psn: Ints, supply: Ints, med_type: int) -> Rows:
    world = block.world
    row, due = _due(block, psn, supply)
    now = block.within(due.astype("M8[D]"))
    psn, due = psn[row[now]], due[now]
    visits = block.visits(psn, world.people.chronic[psn], med_type)
    level = np.searchsorted(np.cumsum(KIND_SHARES), lot(world.seed, "refill site", psn))
    visits["inst"] = world.people.usual[psn, np.array(KINDS)[level]]
    days = due - block.month.dates[0].astype(np.int64)
    return begin_at(block, visits, at_hours(block, days, "clinic"))


def _due(block: Block, psn: Ints, supply: Ints) -> tuple[Ints, Ints]:
    """Every refill (place in `psn`, day) until the end of the month, from the city's first on.

    A supply that came late lasts from the day it came, so that nobody is ever early.
    """
    seed, month = block.world.seed, block.month
    number = np.arange((month.index + 1) * 31 // min(SUPPLIES) + 2)
    chance = lot(seed, "late", np.repeat(psn, len(number)), np.tile(number, len(psn)))
    chance = chance.reshape(len(psn), len(number))
    late = np.where(chance < LATE, chance / LATE * 10, chance * 3).astype(np.int64)
    gap = np.where(chance > 1 - SKIPPED, 2, 1) * supply[:, None] + late
    start = (lot(seed, "first supply", psn) * supply).astype(np.int64)
    due = month.origin.astype(np.int64) + start[:, None] + gap.cumsum(axis=1) - gap[:, :1]
    row = np.repeat(np.arange(len(psn)), len(number))
    return row, due.ravel()
