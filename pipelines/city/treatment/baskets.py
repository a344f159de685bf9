"""Baskets: what an illness usually brings, and how likely each item is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask
from pipelines.city.conditions import (
    CONDITIONS,
    EYES,
    PSYCHIATRY,
    TEETH,
    Condition,
)
from pipelines.city.pricelist import ITEMS, Item, number_of
from pipelines.city.treatment import rates

Chances = Mapping[str, float]
"""Chance by the word of an item."""


@dataclass(frozen=True)
class Basket:
    """The items of every condition with their chances, one after the other.

    Those of a condition stand from `starts[condition]` to `starts[condition + 1]`; the last
    condition is the one of visits without any.
    """

    starts: Ints
    items: Ints
    chances: Floats

    def offers(self, cond: Ints) -> tuple[Ints, Ints, Floats]:
        """Every item that visits may bring: the row of the visit, the item, its chance."""
        size = np.diff(self.starts)[cond]
        row = np.repeat(np.arange(len(cond)), size)
        within = np.arange(len(row)) - np.repeat(size.cumsum() - size, size)
        at = self.starts[:-1][cond][row] + within
        return row, self.items[at], self.chances[at]


def drawn(chance: Floats, rng: np.random.Generator) -> Mask:
    """Which offers come true."""
    return np.asarray(rng.random(len(chance), np.float32) < chance, bool)


def basket(chances_of: Callable[[Condition], Chances], otherwise: Chances) -> Basket:
    """The basket of every condition, and of visits without one.

    An item leaves the basket where the illness does not fit its sex or its restriction.
    """
    chosen = [
        [(number_of(k), c) for k, c in chances_of(condition).items() if _fits(condition, k, c)]
        for condition in CONDITIONS
    ]
    chosen.append([(number_of(key), chance) for key, chance in otherwise.items()])
    pairs = [pair for each in chosen for pair in each]
    return Basket(
        starts=np.cumsum([0, *map(len, chosen)]),
        items=np.array([item for item, _ in pairs], np.int64),
        chances=np.array([chance for _, chance in pairs], np.float64),
    )


def _fits(condition: Condition, key: str, chance: float) -> bool:
    item = ITEMS[number_of(key)]
    return chance > 0 and item.gend in {0, condition.gend} and item.pays_for(condition.code)


def joined(*tables: Chances) -> dict[str, float]:
    """Several tables as one, with the highest chance of each item."""
    keys = dict.fromkeys(key for table in tables for key in table)
    return {key: max(table.get(key, 0.0) for table in tables) for key in keys}


def item_of(key: str) -> Item:
    """An item by our word for it."""
    return ITEMS[number_of(key)]


def _chosen(keys: Iterable[str], chance: float, of_long: float) -> dict[str, float]:
    """The chance of each item of an illness; packs for a month are rarer by `of_long`."""
    return {
        key: chance
        * (of_long if item_of(key).days >= rates.LONG_PACK else 1)
        * (rates.NEGOTIATED if item_of(key).nego else 1)
        for key in keys
    }


@cache
def visit_basket() -> Basket:
    """What a visit brings."""
    return basket(_at_visit, rates.CLINIC_VISIT)


def _at_visit(condition: Condition) -> Chances:
    drugs = _chosen(condition.drugs, rates.PRESCRIBED, rates.LONG_SUPPLY)
    therapy = {key: rates.TREATED for key in condition.ward if item_of(key).minutes}
    apart = condition.department in {TEETH, EYES, PSYCHIATRY}
    common = {} if apart else rates.CLINIC_VISIT
    return joined(dict.fromkeys(condition.tests, rates.TESTED), drugs, therapy, common)


@cache
def refill_basket() -> Basket:
    """What the monthly visit for a chronic illness, or a session, brings."""
    return basket(_at_refill, {})


def _at_refill(condition: Condition) -> Chances:
    tests = dict.fromkeys(condition.tests, rates.REFILL_TESTED)
    drugs = _chosen(condition.drugs, rates.REFILLED, 1.0)
    beside = rates.FOR_TUMOURS if condition.code.startswith("C") else {}
    refill = joined(tests, drugs, rates.BESIDE_REFILL, beside)
    return rates.SESSIONS.get(condition.code, refill)


@cache
def shop_basket() -> Basket:
    """What is bought at a pharmacy."""
    return basket(_at_shop, rates.SHOP_COMMON)


def _at_shop(condition: Condition) -> Chances:
    drugs = _chosen(condition.drugs, rates.BOUGHT, rates.SHOP_LONG_SUPPLY)
    taken = {key: chance for key, chance in drugs.items() if item_of(key).days}
    return joined(taken, rates.SHOP_COMMON)


@cache
def admission_basket() -> Basket:
    """What the first day of a stay brings."""
    return basket(
        lambda c: joined(dict.fromkeys(c.tests, rates.ADMISSION_TESTED), rates.ADMISSION), {}
    )


@cache
def day_basket() -> Basket:
    """What every day of a stay brings."""
    return basket(_on_a_day, rates.WARD_FIXED)


def _on_a_day(condition: Condition) -> Chances:
    common = {} if condition.code in rates.NO_INFUSION else rates.WARD_DAY
    own = _chosen(condition.ward, rates.IN_WARD, 1.0)
    return joined(own, common, rates.WARD_FIXED)


@cache
def discharge_basket() -> Basket:
    """What the last day of a stay brings: a few days of tablets."""
    drugs = ((c, [key for key in c.drugs if item_of(key).days]) for c in CONDITIONS)
    table = {c.code: dict.fromkeys(keys, rates.AT_DISCHARGE) for c, keys in drugs}
    return basket(lambda c: table[c.code], {})


@cache
def operation_basket() -> Basket:
    """What the day of an operation brings."""
    return basket(_in_theatre, {})


def _in_theatre(condition: Condition) -> Chances:
    if not condition.surgery:
        return {}
    own = dict.fromkeys(condition.surgery, 1.0)
    asleep = {"anaesthesia", "anaesthesia_spinal"} & own.keys()
    return joined(own, rates.OPERATION_DAY, rates.ANAESTHESIA_DAY if asleep else {})
