"""One random generator per room of the city, so that no room disturbs another."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.city.arrays import Floats, Ints, Mask


def dice(seed: int, room: str, *numbers: int) -> np.random.Generator:
    """The generator of one room (`people`, `care` ...) and, say, of one month in it.

    Equal arguments give equal draws, whatever was drawn elsewhere.
    """
    return np.random.default_rng([seed, *room.encode(), *numbers])


def lot(seed: int, room: str, *places: Ints | int) -> Floats:
    """A number from 0 to 1 for each place, drawn once and for all.

    It depends on nothing but the seed, the room and the places, so it is the same in every
    month and in whatever company the place is asked for. Several places (person, cycle) are
    taken together.
    """
    drawn = np.array([dice(seed, room).integers(2**63)], np.uint64)
    for place in places:
        drawn = _mixed(drawn ^ (np.atleast_1d(place).astype(np.uint64) * GOLDEN))
    return np.asarray((drawn >> np.uint64(11)) * 2.0**-53, np.float64)


GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Numbers whose every bit depends on every bit (the finaliser of SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def happens(chance: float, n: int, rng: np.random.Generator) -> Mask:
    """Whether something of a given chance happens, `n` times over."""
    return rng.random(n) < chance


def pick(weights: Floats, rng: np.random.Generator) -> Ints:
    """Draw one column per row of `weights` (rows x choices), in proportion to the weights."""
    sums = weights.cumsum(axis=1)
    thrown = rng.random(len(weights)) * sums[:, -1]
    return np.asarray((sums <= thrown[:, None]).sum(axis=1), np.int64)


@dataclass(frozen=True)
class Urn:
    """A table of few rows of weights from which columns are drawn for many.

    `reach` holds the running shares of every row, one row after the other; `width` is the
    number of columns.
    """

    reach: Floats
    width: int

    @classmethod
    def of(cls, weights: Floats) -> "Urn":
        """The urn of `weights` (rows x columns); a row without weight gives any column."""
        table = np.where(weights.sum(axis=1, keepdims=True) > 0, weights, 1.0)
        shares = table.cumsum(axis=1) / table.sum(axis=1, keepdims=True)
        rows, width = weights.shape
        return cls((shares + np.arange(rows)[:, None]).ravel(), width)

    def draw(self, rows: Ints, rng: np.random.Generator) -> Ints:
        """One column for each of the given rows."""
        thrown = rows + rng.random(len(rows)) * (1 - 1e-9)
        found = np.searchsorted(self.reach, thrown, side="right") - rows * self.width
        return np.asarray(np.minimum(found, self.width - 1), np.int64)
