"""Giving places to the first in line who leave every quota reachable."""

from collections.abc import Iterable

import polars as pl

from pipelines.targets.cells import Counts
from pipelines.targets.feasible import Programme
from pipelines.targets.policy import ORDERS, Policy

MODEL, RANDOM, TIP, LOOK_BACK, COVERAGE = MODES = (
    "model",
    "random",
    "tip",
    "look_back",
    "coverage",
)
"""How an entity came onto the list: by rank, lot or tips, after a finding, to cover everybody."""


class Places:
    """The places of a level that are not drawn.

    Whoever is first in line gets a place unless all that are still to come could then no longer
    keep to the policy: so nobody is passed over but for a quota, and every quota is met.
    """

    def __init__(self, programme: Programme, policy: Policy) -> None:
        self.programme, self.policy = programme, policy
        self.modes: dict[str, str] = {}
        self._listed = [0] * len(programme.cells.size)
        self._closed: set[int] = set()

    @property
    def listed(self) -> Counts:
        """How many of each cell have a place."""
        return tuple(self._listed)

    def sent(self, line: pl.DataFrame, mode: str, places: int) -> None:
        """Up to `places` go to the first in line, whatever the model says of them."""
        for entity, cell in line.select("entity_id", "cell").iter_rows():
            if places and entity not in self.modes and self._taken(entity, cell, mode):
                places -= 1

    def ranked(self, line: pl.DataFrame) -> None:
        """The other places go to the best leads, and to whom else a quota needs.

        Who is without a score, or beyond what quotas ask for when the policy does not fill the
        capacity, gets a place for a quota only.
        """
        cells = self.programme.cells
        most = self.programme.places - self.programme.random_places
        scored = line["score"].is_not_null()
        for entity, cell, known in zip(line["entity_id"], line["cell"], scored, strict=True):
            if len(self.modes) == most:
                return
            wished = known and self.policy.fill_capacity
            if entity in self.modes or cell in cells.drawn or not (wished or self._needed(cell)):
                continue
            covers = cell in cells.whole or not known
            self._taken(entity, cell, COVERAGE if covers else MODEL)

    def _taken(self, entity: str, cell: int, mode: str) -> bool:
        """Give a place, if that leaves the policy within reach; a closed cell stays closed."""
        if cell in self._closed:
            return False
        more = tuple(n + (one == cell) for one, n in enumerate(self._listed))
        if not self.programme.allows(more, (0,) * len(more)):
            self._closed.add(cell)
            return False
        self._listed = list(more)
        self.modes[entity] = mode
        return True

    def _needed(self, cell: int) -> bool:
        """Whether a quota that counts the cell is still to be met."""
        return any(
            cell in one.cells and sum(self._listed[other] for other in one.cells) < one.wanted
            for one in self.programme.cells.demands
            if not one.drawn
        )


def in_order(people: pl.DataFrame, policy: Policy, gravest: Iterable[str]) -> pl.DataFrame:
    """The best lead first, by what the policy orders by; ties by score, then by `entity_id`."""
    grave = {tier: -place for place, tier in enumerate(gravest)}
    tier = pl.col("tier").replace_strict(grave, default=None, return_dtype=pl.Int64)
    by = [tier if name == "tier" else pl.col(ORDERS[name]) for name in (*policy.order, "score")]
    return people.sort([*by, "entity_id"], descending=[True] * len(by) + [False], nulls_last=True)
