"""How drawn places may be spread over the cells: equally likely ways, each within the policy.

A draw within quotas cannot give every entity a chance in exact proportion to its weight: a place
that one cell gets is lost to another. So the ways in which the places may fall are written down
beforehand, as many as are needed to come close to the proportions, each of them within every quota
and crew; lots choose one of them. The chance of an entity is then exact: the mean over the ways.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.targets.cells import Counts
from pipelines.targets.feasible import Programme

WAYS = 100
"""Ways in which the places are spread, where they can be spread at all; divides a billion."""


@dataclass(frozen=True)
class Way:
    """One way to spread the drawn places over the cells, and how many times it is in the urn."""

    times: int
    places: Counts


def spread(programme: Programme, listed: Counts, weights: Sequence[int]) -> tuple[Way, ...]:
    """The ways in which the drawn places may fall; one when they can fall in one way only.

    Args:
        programme: what the policy leaves.
        listed: so many of each cell are listed for certain.
        weights: the weight of all that could be drawn of each cell.
    """
    turns = _Turns(programme, listed, weights)
    tries = WAYS if sum(weight > 0 for weight in weights) > 1 else 1
    ways = Counter(turns.way() for _ in range(tries))
    if len(ways) == 1:
        return (Way(1, next(iter(ways))),)
    return tuple(Way(times, places) for places, times in sorted(ways.items()))


class _Turns:
    """One way after the other, each making up for what those before it left owing to a cell."""

    def __init__(self, programme: Programme, listed: Counts, weights: Sequence[int]) -> None:
        self.programme, self.listed, self.weights = programme, listed, weights
        self.made = 0
        self.given: Counter[tuple[str, int]] = Counter()

    def way(self) -> Counts:
        """First what drawn quotas want, then the places that are drawn among all others."""
        self.made += 1
        drawn = (0,) * len(self.listed)
        cells = self.programme.cells
        for demand in cells.demands:
            if demand.drawn:
                there = sum(self.listed[cell] + drawn[cell] for cell in demand.cells)
                drawn = self._more(drawn, demand.name, demand.cells, demand.wanted - there)
        others = frozenset(range(len(drawn))) - cells.drawn
        return self._more(drawn, "", others, self.programme.random_places)

    def _more(self, drawn: Counts, name: str, cells: frozenset[int], places: int) -> Counts:
        """`drawn` and as many of `places` among `cells` as the policy has room for."""
        some = [cell for cell in cells if self.weights[cell]]
        for _ in range(places):
            for cell in sorted(some, key=lambda one: (-self._owed(name, one, some, places), one)):
                more = tuple(n + (one == cell) for one, n in enumerate(drawn))
                if self.programme.allows(self.listed, more, settled=True):
                    drawn = more
                    self.given[name, cell] += 1
                    break
            else:
                return drawn
        return drawn

    def _owed(self, name: str, cell: int, among: Sequence[int], places: int) -> int:
        """What a cell has a right to by its weight after so many ways, less what it was given."""
        total = sum(self.weights[one] for one in among)
        right = self.made * places * self.weights[cell]
        return right - self.given[name, cell] * total
