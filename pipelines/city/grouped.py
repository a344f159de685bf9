"""Rows found by the place they belong to, without scanning all of them."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Ints


@dataclass(frozen=True)
class Grouped:
    """The rows of every place: `order[starts[place]:starts[place + 1]]`, in their own order."""

    order: Ints
    starts: Ints

    @classmethod
    def by(cls, places: Ints, number: int) -> "Grouped":
        """Group rows by their place, of which there are `number`; negative places are left out."""
        order = np.argsort(places, kind="stable").astype(np.int64)
        starts = np.searchsorted(places[order], np.arange(number + 1)).astype(np.int64)
        return cls(order, starts)

    def at(self, place: int) -> Ints:
        """The rows of one place; none of a place that no row belongs to."""
        if place + 1 >= len(self.starts):
            return self.order[:0]
        return self.order[self.starts[place] : self.starts[place + 1]]
