"""How stays begin and end, and that nobody lies in two beds."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows, Times
from pipelines.city.calendar import DAY
from pipelines.city.care.block import Block
from pipelines.city.care.rates import BRIEF
from pipelines.city.conditions import CONDITIONS
from pipelines.city.dice import happens
from pipelines.city.world import World

DIED, ON_ADVICE, TO_ANOTHER_HOUSE, AGAINST_ADVICE = 5, 1, 2, 4
"""National `dscg_way` codes."""

WAYS = ((ON_ADVICE, TO_ANOTHER_HOUSE, AGAINST_ADVICE), (0.96, 0.015, 0.025))


def lie_in(world: World, stays: Rows, rng: np.random.Generator) -> Rows:
    """Give stays a length usual for their illness; they are discharged and settled by noon."""
    mean = np.array([condition.los for condition in CONDITIONS])[stays["cond"]]
    mean = mean * world.institutions.style[stays["inst"]]
    nights = np.maximum(2, np.rint(rng.gamma(4, mean / 4))).astype(np.int64)
    nights[happens(BRIEF, len(stays), rng)] = 1
    return discharge_after(stays, nights, rng)


def discharge_after(stays: Rows, nights: Ints, rng: np.random.Generator) -> Rows:
    """End stays after some nights, between 9 and 11; settle them within the hour."""
    clock = rng.integers(9 * 3_600, 11 * 3_600, len(stays))
    clock = np.where(nights > 0, clock, 17 * 3_600 + clock // 24)
    stays["end"] = stays["beg"].astype("M8[D]") + (nights * DAY + clock).astype("m8[s]")
    stays["settled"] = stays["end"] + rng.integers(600, 3_600, len(stays)).astype("m8[s]")
    return stays


def admit_on(block: Block, stays: Rows, dates: Times) -> Rows:
    """Begin stays on some dates between 8 and 11."""
    clock = block.rng.integers(8 * 3_600, 11 * 3_600, len(stays))
    stays["beg"] = dates.astype("M8[s]") + clock.astype("m8[s]")
    return stays


def part(world: World, stays: Rows, rng: np.random.Generator) -> Rows:
    """Say how stays end; those who die meanwhile end their stay with it."""
    stays["way"] = rng.choice(WAYS[0], len(stays), p=WAYS[1])
    died = world.people.died[stays["psn"]]
    row = np.flatnonzero(died <= stays["end"].astype("M8[D]"))
    last = died[row] + rng.integers(0, DAY, len(row)).astype("m8[s]")
    stays["end"][row] = np.maximum(last, stays["beg"][row])
    stays["settled"][row] = stays["end"][row] + np.timedelta64(3_600, "s")
    stays["way"][row] = DIED
    return stays


def meets(visits: Rows, stays: Rows) -> Mask:
    """Which visits begin or last while the same person lies in one of the stays."""
    order = np.lexsort((stays["beg"], stays["psn"]))
    stays = stays[order]
    first = np.searchsorted(stays["psn"], visits["psn"], side="left")
    after = np.searchsorted(stays["psn"], visits["psn"], side="right")
    found = np.zeros(len(visits), bool)
    for turn in range(int((after - first).max(initial=0))):
        row = np.flatnonzero(first + turn < after)
        stay = stays[first[row] + turn]
        apart = (visits["end"][row] <= stay["beg"]) | (visits["beg"][row] >= stay["end"])
        found[row] |= ~apart
    return found


def one_bed_each(stays: Rows, taken: Rows) -> Rows:
    """Leave out stays that overlap `taken` ones or an earlier stay of the same person."""
    stays = stays[~meets(stays, taken)]
    stays = stays[np.lexsort((stays["beg"], stays["psn"]))]
    while True:
        again = stays["psn"][1:] == stays["psn"][:-1]
        clash = np.flatnonzero(again & (stays["beg"][1:] <= stays["end"][:-1])) + 1
        if not len(clash):
            return stays
        stays = np.delete(stays, clash)
