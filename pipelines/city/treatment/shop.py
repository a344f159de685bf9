"""Purchases at pharmacies."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.dice import happens
from pipelines.city.pricelist import numbers_of, price_list
from pipelines.city.treatment import rates
from pipelines.city.treatment.baskets import drawn, shop_basket
from pipelines.city.treatment.charging import charge, fits_age
from pipelines.city.treatment.clinic import PER_DAY
from pipelines.city.world import World

ANYTHING = ("cold_tablets", "lianhua", "pain_plaster", "stomach_granules", "ibuprofen", "calcium")
"""What somebody buys whose illness suggests nothing."""


def shop_lines(world: World, visits: Rows, rng: np.random.Generator) -> Rows:
    """The fee lines of purchases: at least one each."""
    row, item, chance = shop_basket().offers(visits["cond"].astype(np.int64))
    chosen = drawn(chance, rng)
    chosen[chosen] = fits_age(world, visits, row[chosen], item[chosen])
    row, item = row[chosen], item[chosen]
    empty = np.setdiff1d(np.arange(len(visits)), row)
    row = np.concatenate([row, empty])
    item = np.concatenate([item, rng.choice(numbers_of(*ANYTHING), len(empty))])
    cnt = np.asarray(1 + rng.binomial(2, rates.SHOP_PACKS, len(row)), np.float64)
    cnt[np.isin(item, numbers_of(*PER_DAY))] *= 5
    lines = charge(world, visits[row], item, cnt, np.zeros(len(row), np.int64))
    lines["rx"] = ~price_list().otc[item] & ~happens(rates.WITHOUT_PRESCRIPTION, len(row), rng)
    return lines
