"""The whole-number programme of a list: how many of each cell are listed, drawn, visited by whom.

Variables: listed and drawn of every cell, then visits of every crew to every cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.targets.cells import Cells, Counts, Demand

if TYPE_CHECKING:
    import numpy as np

_FOUND, _NONE = 0, 2
"""What `scipy.optimize.milp` says of a programme: solved, or without a solution."""


@dataclass(frozen=True)
class Limits:
    """What is settled: places, and of each cell the listed and drawn at least, the listed at most.

    `random_places` of the `places` are for the draw, beside those of drawn quotas.
    """

    places: int
    random_places: int
    listed: Counts
    drawn: Counts
    most: Counts


def solved(
    cells: Cells, limits: Limits, demands: Sequence[Demand], price: Sequence[int]
) -> tuple[Counts, Counts] | None:
    """The cheapest list that keeps to the limits and meets the demands: listed and drawn by cell.

    Args:
        cells: the cells of the level; all their upper limits count.
        limits: what is settled.
        demands: the quotas to be met.
        price: of one listed of each cell, then of one drawn.

    Returns:
        Counts per cell, or None when there is no such list.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not cells.size:
        return None if any(one.wanted for one in demands) else ((), ())
    rows = _Rows(len(cells.size), len(cells.crews))
    _add_limits(rows, cells, limits)
    _add_crews(rows, cells)
    for one in demands:
        rows.add(one.cells, one.cells if one.drawn else (), least=one.wanted)
    idle = [0] * (rows.width - len(price))
    low = [*limits.listed, *limits.drawn, *idle]
    high = [*limits.most, *cells.size, *_visits(cells, limits)]
    answer = milp(
        np.array([*price, *idle]),
        integrality=np.ones(rows.width),
        bounds=Bounds(low, np.maximum(low, high)),
        constraints=LinearConstraint(np.array(rows.terms), rows.least, rows.most),
    )
    if answer.status == _NONE:
        return None
    if answer.status != _FOUND:
        raise RuntimeError(f"the list could not be worked out: {answer.message}")
    return _checked(np.rint(answer.x).astype(int), cells)


class _Rows:
    """Sums of variables, each between a least and a most."""

    def __init__(self, cells: int, crews: int) -> None:
        self.cells, self.width = cells, (2 + crews) * cells
        self.terms: list[list[int]] = []
        self.least: list[float] = []
        self.most: list[float] = []

    def add(
        self,
        listed: Any,  # noqa: ANN401 - any cells
        drawn: Any = (),  # noqa: ANN401
        visits: dict[tuple[int, int], int] | None = None,
        *,
        least: float = -float("inf"),
        most: float = float("inf"),
    ) -> None:
        """A sum of listed and drawn of some cells, and of multiples of visits (crew, cell)."""
        row = [0] * self.width
        for cell in listed:
            row[cell] = 1
        for cell in drawn:
            row[self.cells + cell] = 1
        for (crew, cell), times in (visits or {}).items():
            row[(2 + crew) * self.cells + cell] = times
        self.terms.append(row)
        self.least.append(least)
        self.most.append(most)


def _add_limits(rows: _Rows, cells: Cells, limits: Limits) -> None:
    """Places, the sizes of the cells and the most that quotas allow."""
    every = range(rows.cells)
    rows.add(every, every, most=limits.places)
    rows.add(every, most=limits.places - limits.random_places)
    rows.add((), set(every) - cells.drawn, most=limits.random_places)
    for cell, size in enumerate(cells.size):
        rows.add((cell,), (cell,), most=max(size, limits.listed[cell]))
    for one in cells.demands:
        if one.most is not None:
            rows.add(one.cells, one.cells, most=one.most)


def _add_crews(rows: _Rows, cells: Cells) -> None:
    """Everybody on the list is visited, by crews that have the hours."""
    for crew, one in enumerate(cells.crews):
        hours = {(crew, cell): cells.hours[cell] for cell in range(rows.cells)}
        rows.add((), (), hours, most=one.hours)
    for cell in range(rows.cells) if cells.crews else ():
        visited = {(crew, cell): -1 for crew in range(len(cells.crews))}
        rows.add((cell,), (cell,), visited, least=0, most=0)


def _visits(cells: Cells, limits: Limits) -> list[int]:
    """The most visits of every crew to every cell."""
    return [
        limits.places if cell in crew.cells else 0
        for crew in cells.crews
        for cell in range(len(cells.size))
    ]


def _checked(answer: "np.ndarray[Any, Any]", cells: Cells) -> tuple[Counts, Counts]:
    """Listed and drawn by cell; the crews' hours are counted again in whole numbers."""
    listed, drawn, *visits = (tuple(map(int, part)) for part in answer.reshape(-1, len(cells.size)))
    for crew, made in zip(cells.crews, visits, strict=True):
        spent = sum(hours * n for hours, n in zip(cells.hours, made, strict=True))
        assert spent <= crew.hours
    if visits:
        both = tuple(a + b for a, b in zip(listed, drawn, strict=True))
        assert both == tuple(map(sum, zip(*visits, strict=True)))
    return listed, drawn
