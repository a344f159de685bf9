"""The item catalogue of the city: services, drugs and materials with invented codes.

The codes look like national ones (15 digits for services, a letter and a class for drugs and
materials) but belong to no real catalogue. `config/reference/*.csv` refers to them.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask
from pipelines.city.pricelist.beds import BEDS
from pipelines.city.pricelist.chinese import CHINESE
from pipelines.city.pricelist.exams import EXAMS
from pipelines.city.pricelist.injections import INJECTIONS
from pipelines.city.pricelist.item import FEMALE, MALE, Item
from pipelines.city.pricelist.labs import LABS
from pipelines.city.pricelist.materials import MATERIALS
from pipelines.city.pricelist.operations import OPERATIONS
from pipelines.city.pricelist.tablets import TABLETS
from pipelines.city.pricelist.therapies import THERAPIES

__all__ = [
    "FEMALE", "ITEMS", "LEVEL_PRICES", "MALE", "Item", "PriceList", "number_of", "numbers_of",
    "price_list",
]  # fmt: skip

LEVEL_PRICES = (1.0, 0.9, 0.8, 0.8, 0.75, 1.0, 1.1)
"""Price of a service by kind of institution, as a share of the level-3 price."""

ITEMS: tuple[Item, ...] = (
    *BEDS, *EXAMS, *LABS, *THERAPIES, *OPERATIONS, *MATERIALS, *INJECTIONS, *TABLETS, *CHINESE,
)  # fmt: skip
"""Every item, charge type by charge type; claims point to it by place."""


@dataclass(frozen=True)
class PriceList:
    """The item catalogue as arrays, one place per item of `ITEMS`."""

    price: Floats
    days: Ints
    is_drug: Mask
    payment_class: Ints
    otc: Mask
    youngest: Ints
    oldest: Ints

    def at(self, item: Ints, kind: Ints) -> Floats:
        """The honest unit price (yuan) of items at institutions of given kinds."""
        return _prices()[item, kind]

    def limit(self, item: Ints, kind: Ints) -> Floats:
        """The highest lawful unit price (yuan), a little above the honest one."""
        return np.round(self.at(item, kind) * 1.05, 2)


@cache
def _prices() -> Floats:
    """The honest unit price (item x kind): drugs cost the same everywhere."""
    services = np.outer([item.price for item in ITEMS], LEVEL_PRICES)
    drugs = np.array([item.is_drug for item in ITEMS])[:, None]
    everywhere = np.array([[item.price] for item in ITEMS], np.float64)
    return np.asarray(np.round(np.where(drugs, everywhere, services), 2), np.float64)


@cache
def price_list() -> PriceList:
    """The catalogue as arrays."""
    return PriceList(
        price=np.array([item.price for item in ITEMS], np.float64),
        days=np.array([item.days for item in ITEMS], np.int64),
        is_drug=np.array([item.is_drug for item in ITEMS]),
        payment_class=np.array([item.payment_class for item in ITEMS], np.int64),
        otc=np.array([item.otc for item in ITEMS]),
        youngest=np.array([item.ages[0] for item in ITEMS], np.int64),
        oldest=np.array([item.ages[1] for item in ITEMS], np.int64),
    )


@cache
def _places() -> dict[str, int]:
    return {item.key: place for place, item in enumerate(ITEMS)}


def number_of(key: str) -> int:
    """The place of an item in `ITEMS` by our word for it."""
    return _places()[key]


def numbers_of(*keys: str) -> Ints:
    """The places of several items."""
    return np.array([number_of(key) for key in keys], np.int64)
