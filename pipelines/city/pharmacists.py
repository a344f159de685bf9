"""The licensed pharmacists (执业药师) of the pharmacies."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Ints, Texts
from pipelines.city.codes import scattered, written
from pipelines.city.dice import dice
from pipelines.city.institutions import SHOP, Institutions


@dataclass(frozen=True)
class Pharmacists:
    """Every pharmacist as arrays, ordered by pharmacy: the licence and the pharmacy's place."""

    code: Texts
    shop: Ints

    def __len__(self) -> int:
        return len(self.code)

    def at(self, shop: int) -> Ints:
        """The places of the pharmacists of a pharmacy."""
        first, after = np.searchsorted(self.shop, [shop, shop + 1])
        return np.arange(first, after)


def employ_pharmacists(institutions: Institutions, seed: int) -> Pharmacists:
    """One or two pharmacists for every pharmacy."""
    rng = dice(seed, "pharmacists")
    shops = institutions.of_kind(SHOP)
    shop = np.repeat(shops, rng.integers(1, 3, len(shops)))
    return Pharmacists(code=written("Y36", scattered(len(shop), 7, rng), 10), shop=shop)
