"""For how long the chronically ill get their drugs at a refill."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.dice import lot

SUPPLIES = (28, 30, 84, 90)
SUPPLY_SHARES = (0.3, 0.2, 0.25, 0.25)
"""Days of supply of a refill; long prescriptions reach for twelve weeks."""


def days_of_supply(seed: int, psn: Ints) -> Ints:
    """The days of supply that persons get at each refill, always the same."""
    which = np.searchsorted(np.cumsum(SUPPLY_SHARES), lot(seed, "supply", psn))
    return np.array(SUPPLIES)[which]
