"""What lies on the shelves of every site: bought for what really left them."""

import numpy as np

from pipelines.city.arrays import Floats, Ints, Rows
from pipelines.city.calendar import Month
from pipelines.city.claims import MOVES, NO_SCHEME, NO_VISIT, STOCK
from pipelines.city.institutions import SHOP
from pipelines.city.pricelist import ITEMS, price_list
from pipelines.city.world import World

GOODS = ("08", "09", "10", "11")
"""Charge types of goods: materials, western, herbal and patent drugs."""

FLOW = np.dtype([("inst", "i4"), ("item", "i2"), ("left", "f8"), ("billed", "f8")])
"""What left the shelves of a site in a month, and what was billed of it."""

RESERVE = 0.5
"""Stock kept, as a share of what leaves in a month; less than that is filled up to a month's."""

SHOP_MARGIN = 0.8
"""Purchase price of a pharmacy beside its price; hospitals sell at cost."""

PURCHASE, SALE, COUNT = MOVES.index("purchase"), MOVES.index("sale"), MOVES.index("stock")


def flows(inst: Ints, billed: Ints, given: Ints, cnt: Floats) -> Rows:
    """The flow of goods at every site: items `billed`, items `given` (negative: nothing was)."""
    goods = np.array([item.charge_type in GOODS for item in ITEMS])
    cells = inst.astype(np.int64) * len(ITEMS)
    billed, given = billed.astype(np.int64), given.astype(np.int64)
    sold, left = goods[billed], (given >= 0) & goods[np.maximum(given, 0)]
    cell = np.concatenate([(cells + billed)[sold], (cells + given)[left]])
    found, at = np.unique(cell, return_inverse=True)
    rows = np.zeros(len(found), FLOW)
    rows["inst"], rows["item"] = found // len(ITEMS), found % len(ITEMS)
    split = int(sold.sum())
    rows["billed"] = np.bincount(at[:split], cnt[sold], len(found))
    rows["left"] = np.bincount(at[split:], cnt[left], len(found))
    return rows


def sold_for_cash(moves: Rows) -> Rows:
    """The flow of goods that cash customers took, among the movements a scheme has written."""
    cash = moves[(moves["move"] == SALE) & ~moves["insured"]]
    return flows(cash["inst"], cash["item"], cash["item"].astype(np.int64), cash["cnt"])


class Stockroom:
    """The stock (site x item) of a city, month by month."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._held = np.zeros((len(world.institutions), len(ITEMS)))

    def month(self, month: Month, moved: Rows) -> Rows:
        """The purchases, hospital sales and counts (`STOCK` rows) that go with a month's flows."""
        left, billed = self._totals(moved, "left"), self._totals(moved, "billed")
        short = self._held - left < RESERVE * left
        bought = np.where(short & (left > 0), np.ceil(1.5 * left - self._held), 0)
        bought = np.maximum(bought, 0)
        self._held = self._held + bought - left
        hospital = (self._world.institutions.kind != SHOP)[:, None]
        day = month.start
        return np.concatenate(
            [
                self._rows(PURCHASE, bought, day + np.timedelta64(9, "h")),
                self._rows(SALE, billed * hospital, day),
                self._rows(COUNT, self._held, month.end - np.timedelta64(1, "h")),
            ]
        )

    def _totals(self, moved: Rows, of: str) -> Floats:
        cell = moved["inst"].astype(np.int64) * len(ITEMS) + moved["item"]
        totals = np.bincount(cell, moved[of], self._held.size)
        return totals.reshape(self._held.shape).astype(np.float64)

    def _rows(self, move: int, amounts: Floats, time: np.datetime64) -> Rows:
        inst, item = np.nonzero(amounts > 0)
        rows = np.zeros(len(inst), STOCK)
        rows["inst"], rows["item"], rows["cnt"] = inst, item, amounts[inst, item]
        rows["move"], rows["time"] = move, time
        rows["visit"], rows["scheme"], rows["pharmacist"] = NO_VISIT, NO_SCHEME, -1
        kind = self._world.institutions.kind[inst]
        margin = np.where((kind == SHOP) & (move == PURCHASE), SHOP_MARGIN, 1.0)
        rows["pric"] = np.round(price_list().at(item, kind) * margin, 2)
        return rows
