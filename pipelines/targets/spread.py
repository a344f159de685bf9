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
    ways = Counter(turns.way() for _ in range(WAYS if turns.differ else 1))
    if len(ways) == 1:
        return (Way(1, next(iter(ways))),)
    return tuple(Way(times, places) for places, times in sorted(ways.items()))


class _Turns:
    """One way after the other, each making up for what those before it left owing to a cell."""

    def __init__(self, programme: Programme, listed: Counts, weights: Sequence[int]) -> None:
        self.programme, self.listed, self.weights = programme, listed, weights
        self.made = 0
        self.given: Counter[tuple[str, int]] = Counter()
        cells = programme.cells
        self.quotas = [one for one in cells.demands if one.drawn]
        self.others = frozenset(range(len(listed))) - cells.drawn

    @property
    def differ(self) -> bool:
        """Whether any places have more than one cell to fall on."""
        among = [one.cells for one in self.quotas]
        among += [self.others] if self.programme.random_places else []
        return any(len(self._weighty(cells)) > 1 for cells in among)

    def way(self) -> Counts:
        """First what drawn quotas want, then the places that are drawn among all others."""
        self.made += 1
        drawn = (0,) * len(self.listed)
        for one in self.quotas:
            there = sum(self.listed[cell] + drawn[cell] for cell in one.cells)
            drawn = self._more(drawn, one.name, one.cells, one.wanted - there)
        return self._more(drawn, "", self.others, self.programme.random_places)

    def _more(self, drawn: Counts, name: str, cells: frozenset[int], places: int) -> Counts:
        """`drawn` and as many of `places` among `cells` as the policy has room for.

        The cell that most is owed to comes first: its right by weight after so many ways, less
        what it was given.
        """
        some = self._weighty(cells)
        total = sum(self.weights[cell] for cell in some)
        right = {cell: self.made * places * self.weights[cell] for cell in some}
        for _ in range(places):
            owed = {cell: right[cell] - self.given[name, cell] * total for cell in some}
            for cell in sorted(some, key=lambda one: (-owed[one], one)):
                more = tuple(n + (one == cell) for one, n in enumerate(drawn))
                if self.programme.allows(self.listed, more, settled=True):
                    drawn = more
                    self.given[name, cell] += 1
                    break
            else:
                return drawn
        return drawn

    def _weighty(self, cells: frozenset[int]) -> list[int]:
        """Cells in which there is anybody to draw."""
        return sorted(cell for cell in cells if self.weights[cell])
