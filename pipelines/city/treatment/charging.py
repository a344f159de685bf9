"""One fee line per charge: price, time, doctor and days of supply."""

from functools import cache

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.claims import blank_lines
from pipelines.city.institutions import CHINESE, CLINIC, KINDS
from pipelines.city.pricelist import ITEMS, price_list
from pipelines.city.treatment import rates
from pipelines.city.world import World

LONGEST_SUPPLY = 180
"""Most days of supply that one line can name."""


def charge(world: World, visits: Rows, item: Ints, cnt: Floats, seconds: Ints) -> Rows:
    """One line per visit at the honest price, `seconds` after the visit begins."""
    lines = blank_lines(len(visits))
    prices = price_list()
    lines["visit"], lines["item"], lines["cnt"] = visits["visit"], item, cnt
    lines["pric"] = prices.at(item, world.institutions.kind[visits["inst"]])
    lines["time"] = visits["beg"] + seconds.astype("timedelta64[s]")
    lines["dr"] = visits["dr"]
    lines["days"] = np.minimum(np.rint(prices.days[item] * cnt), LONGEST_SUPPLY)
    return lines


def stay_days(visits: Rows) -> Ints:
    """The number of charged days of each stay: its nights, at least 1."""
    nights: Ints = (visits["end"].astype("M8[D]") - visits["beg"].astype("M8[D]")).astype(np.int64)
    return np.maximum(nights, 1)


def readiness(world: World, visits: Rows, row: Ints, item: Ints) -> Floats:
    """How readily the house of a visit charges an item, beside the usual."""
    sites = world.institutions
    inst = visits["inst"].astype(np.int64)
    kind = sites.kind[inst]
    plain_clinic = (kind == CLINIC) & (sites.focus[inst] != CHINESE)
    scale = _scale()[kind[row], item] * sites.style[inst][row]
    return np.where(plain_clinic[row] & timed()[item], 0.0, scale)


def fits_age(world: World, visits: Rows, row: Ints, item: Ints) -> Mask:
    """Whether an item fits the age of the person."""
    age, prices = world.people.age[visits["psn"]][row], price_list()
    return np.asarray((age >= prices.youngest[item]) & (age <= prices.oldest[item]), bool)


@cache
def _scale() -> Floats:
    """How readily (kind x item) an item is charged at a kind of institution."""
    return np.array([rates.SCALES.get(item.charge_type, (1.0,) * len(KINDS)) for item in ITEMS]).T


@cache
def timed() -> Mask:
    """Which items take a known working time."""
    return np.array([item.minutes > 0 for item in ITEMS])
