"""Whether what is already on a list can still be completed to one that keeps to the policy.

Where a quota is still to be met, or crews are to be shared, a whole-number programme over the cells
answers (`solver`). Its answers are checked in whole numbers, so that no list rests on rounding.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.targets.cells import Cells, Counts, Demand
from pipelines.targets.solver import Limits, solved


@dataclass(frozen=True)
class Shortfall:
    """A quota that cannot be met: so many wanted, so many to be had under all that precedes it."""

    name: str
    wanted: int
    available: int


class Programme:
    """What a policy leaves of a level.

    Args:
        cells: the cells, the quotas on them and the crews.
        places: places of the level.
        random_places: those of them that are drawn, beside those of drawn quotas.
    """

    def __init__(self, cells: Cells, places: int, random_places: int) -> None:
        self.cells = cells
        self.places = places
        self.random_places = random_places
        self._witness: tuple[Counts, Counts] | None = None

    def shortfalls(self) -> list[Shortfall]:
        """The quotas that cannot be met, each under the limits and the quotas before it."""
        nobody = (0,) * len(self.cells.size)
        if self.allows(nobody, nobody):
            return []
        met: list[Demand] = []
        short = []
        for demand in self.cells.demands:
            most = self._most(demand, met)
            if most >= demand.wanted:
                met.append(demand)
            else:
                short.append(Shortfall(demand.name, demand.wanted, most))
        return short

    def allows(self, listed: Counts, drawn: Counts, *, settled: bool = False) -> bool:
        """Whether a list with these, and perhaps others, keeps to the policy.

        Args:
            listed: so many of each cell are on the list for certain.
            drawn: so many of each cell are drawn.
            settled: whether nobody else is listed for certain.
        """
        if not self._within(listed, drawn):
            return False
        if self._witnessed(listed, drawn, settled=settled):
            return True
        if self._met(listed, drawn, self.cells.demands) and self._shared(listed, drawn):
            return True
        most = listed if settled else self._room(listed)
        price = [-1] * len(listed) + [0] * len(drawn)
        found = self._solved(listed, drawn, most, self.cells.demands, price)
        if found is not None:
            self._witness = found
        return found is not None

    def _room(self, listed: Counts) -> Counts:
        """The most that can be listed for certain; of a drawn cell nobody else."""
        sizes = enumerate(zip(self.cells.size, listed, strict=True))
        drawn = self.cells.drawn
        return tuple(have if cell in drawn else max(size, have) for cell, (size, have) in sizes)

    def _witnessed(self, listed: Counts, drawn: Counts, *, settled: bool) -> bool:
        """Whether the last list that was found has all of these."""
        if self._witness is None:
            return False
        seen, seen_drawn = self._witness
        covers = all(a >= b for a, b in zip(seen_drawn, drawn, strict=True))
        if settled:
            return covers and seen == listed
        return covers and all(a >= b for a, b in zip(seen, listed, strict=True))

    def _within(self, listed: Counts, drawn: Counts) -> bool:
        """Whether every upper limit is kept; crews aside."""
        both = _together(listed, drawn)
        free = [cell for cell in range(len(drawn)) if cell not in self.cells.drawn]
        return (
            sum(both) <= self.places
            and sum(listed) <= self.places - self.random_places
            and sum(drawn[cell] for cell in free) <= self.random_places
            and all(
                _of(both, one) <= one.most for one in self.cells.demands if one.most is not None
            )
            and all(
                lots == 0 or n <= size
                for lots, n, size in zip(drawn, both, self.cells.size, strict=True)
            )
        )

    def _met(self, listed: Counts, drawn: Counts, demands: Iterable[Demand]) -> bool:
        both = _together(listed, drawn)
        return all(_of(both if one.drawn else listed, one) >= one.wanted for one in demands)

    def _shared(self, listed: Counts, drawn: Counts) -> bool:
        """Whether crews can plainly share the visits: the most bound cell to the first crew free.

        That they cannot share them in this way does not mean that they cannot at all.
        """
        crews = self.cells.crews
        if not crews:
            return True
        left = [crew.hours for crew in crews]
        able = [
            [n for n, crew in enumerate(crews) if cell in crew.cells] for cell in range(len(listed))
        ]
        to_visit = list(_together(listed, drawn))
        for cell in sorted(range(len(listed)), key=lambda one: (len(able[one]), one)):
            hours = self.cells.hours[cell]
            for crew in able[cell]:
                visits = min(to_visit[cell], left[crew] // hours)
                left[crew] -= visits * hours
                to_visit[cell] -= visits
        return not any(to_visit)

    def _most(self, demand: Demand, met: Sequence[Demand]) -> int:
        """The most that a list can have of whom a quota counts."""
        nobody = (0,) * len(self.cells.size)
        listed = [-int(cell in demand.cells) for cell in range(len(nobody))]
        price = [*listed, *(listed if demand.drawn else nobody)]
        found = self._solved(nobody, nobody, self._room(nobody), met, price)
        assert found is not None, "quotas that could be met can be met"
        return sum(_of(part, demand) for part in found[: 1 + demand.drawn])

    def _solved(
        self,
        listed: Counts,
        drawn: Counts,
        most: Counts,
        demands: Sequence[Demand],
        price: Sequence[int],
    ) -> tuple[Counts, Counts] | None:
        """A list of the lowest price, checked in whole numbers."""
        limits = Limits(self.places, self.random_places, listed, drawn, most)
        found = solved(self.cells, limits, demands, price)
        if found is not None:
            assert self._within(*found)
            assert self._met(*found, demands)
        return found


def _together(listed: Counts, drawn: Counts) -> Counts:
    return tuple(a + b for a, b in zip(listed, drawn, strict=True))


def _of(counts: Counts, demand: Demand) -> int:
    return sum(counts[cell] for cell in demand.cells)
