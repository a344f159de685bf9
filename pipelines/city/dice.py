"""One random generator per room of the city, so that no room disturbs another."""

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask


def dice(seed: int, room: str, *numbers: int) -> np.random.Generator:
    """The generator of one room (`people`, `care` ...) and, say, of one month in it.

    Equal arguments give equal draws, whatever was drawn elsewhere.
    """
    return np.random.default_rng([seed, *room.encode(), *numbers])


def happens(chance: float, n: int, rng: np.random.Generator) -> Mask:
    """Whether something of a given chance happens, `n` times over."""
    return rng.random(n) < chance


def pick(weights: Floats, rng: np.random.Generator) -> Ints:
    """Draw one column per row of `weights` (rows x choices), in proportion to the weights."""
    sums = weights.cumsum(axis=1)
    thrown = rng.random(len(weights)) * sums[:, -1]
    return np.asarray((sums <= thrown[:, None]).sum(axis=1), np.int64)
