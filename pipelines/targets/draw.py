"""A risk-weighted random draw that anybody can repeat (双随机一公开, N-06).

Systematic sampling with probability proportional to weight, in whole numbers throughout:

1. Where drawn places can fall in several ways (`spread`), the number
   `blake2b("<seed>|<month>|<level>|way")` says which of them it is. All are equally likely.
2. In that way each unit gets a probability in proportion to its weight in its cell, no more than
   one; in every cell they add up to the cell's places. They do not depend on the seed.
3. The units are laid end to end on a line, each as long as its probability: cell by cell, area by
   area and, within an area, in the order of `blake2b("<seed>|<month>|<level>|<entity_id>")`.
4. A starting point between 0 and 1 is taken from `blake2b("<seed>|<month>|<level>")`. The units
   on which the points start, start + 1, start + 2 ... fall are drawn.

The probability of being drawn is thus exactly the mean, over the ways, of the unit's length; and
every cell gets exactly its places.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

import polars as pl

from pipelines.targets.spread import Way

RULE = "feijian-draw-1"
"""The name of these rules; a draw that was published is repeated by the rules it names."""

BILLION = 10**9
"""A probability of one."""

Shares = dict[str, int]
"""Parts of one, as many as `whole`, by entity."""


class Urn:
    """Who can be drawn, and with what chance; it takes a key to draw.

    Args:
        pool: `entity_id: String`, `area: String|null`, `cell: Int64`, `weight: Int64` (1 or more).
        ways: how many of each cell are drawn, in each of the ways; their times divide a billion
            and no cell has fewer units than places.
    """

    def __init__(self, pool: pl.DataFrame, ways: Sequence[Way]) -> None:
        self.pool = pool.sort("entity_id")
        self.tickets = [way.places for way in ways for _ in range(way.times)]
        self.whole = BILLION // len(self.tickets)
        self._weights = {
            int(str(cell)): dict(zip(units["entity_id"], units["weight"], strict=True))
            for (cell,), units in self.pool.group_by("cell", maintain_order=True)
        }

    @cached_property
    def chances(self) -> Shares:
        """The exact probability of being drawn, in billionths, by entity in order."""
        chances: Counter[str] = Counter()
        for cell, weights in self._weights.items():
            for places, times in Counter(places[cell] for places in self.tickets).items():
                shares = _proportional(weights, places, self.whole)
                chances.update({one: times * share for one, share in shares.items()})
        return {one: chances[one] for one in self.pool["entity_id"]}

    def drawn(self, key: str) -> set[str]:
        """Who is drawn with a key, `<seed>|<month>|<level>`, published beforehand."""
        places = self.tickets[number(f"{key}|way") % len(self.tickets)]
        shares = {
            one: share
            for cell, weights in self._weights.items()
            for one, share in _proportional(weights, places[cell], self.whole).items()
        }
        start = number(key) % self.whole
        return _systematic(_line(self.pool, key), shares, self.whole, start)


def draw(pool: pl.DataFrame, ways: Sequence[Way], key: str) -> pl.DataFrame:
    """Draw units from an `Urn` without replacement.

    Returns:
        The pool sorted by `entity_id`, with `chance: Int64`, the exact probability in billionths,
        `inclusion_probability: Float64`, the same as a number, and `drawn: Boolean`.
    """
    urn = Urn(pool, ways)
    entities, drawn = urn.pool["entity_id"].to_list(), urn.drawn(key)
    chances = list(urn.chances.values())
    return urn.pool.with_columns(
        pl.Series("chance", chances, pl.Int64),
        pl.Series("inclusion_probability", [one / BILLION for one in chances], pl.Float64),
        pl.Series("drawn", [one in drawn for one in entities], pl.Boolean),
    )


def number(text: str) -> int:
    """The number of 128 bits that a text stands for in every draw."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest())


def _line(pool: pl.DataFrame, key: str) -> list[str]:
    """The units in the order in which they are laid on the line."""
    units = zip(pool["cell"], pool["area"].fill_null(""), pool["entity_id"], strict=True)
    placed = (
        (cell, number(f"{key}|area|{area}"), number(f"{key}|{one}"), one)
        for cell, area, one in units
    )
    return [one for *_, one in sorted(placed)]


def _systematic(line: Sequence[str], shares: Shares, whole: int, start: int) -> set[str]:
    """The units that one of the points start, start + 1, ... falls on."""

    def points_before(end: int) -> int:
        return -((start - end) // whole)

    ends = accumulate(shares[one] for one in line)
    return {
        one
        for one, end in zip(line, ends, strict=True)
        if points_before(end) > points_before(end - shares[one])
    }


def _proportional(weights: Mapping[str, int], places: int, whole: int) -> Shares:
    """Parts in proportion to `weights`, at most one whole each, adding up to `places`."""
    if places >= len(weights):
        return dict.fromkeys(weights, whole)
    certain = _certain(weights, places)
    rest = {one: weight for one, weight in weights.items() if one not in certain}
    left = (places - len(certain)) * whole
    total = sum(rest.values())
    shares = {one: left * weight // total for one, weight in rest.items()}
    for one in list(rest)[: left - sum(shares.values())]:
        shares[one] += 1
    return dict.fromkeys(certain, whole) | shares


def _certain(weights: Mapping[str, int], places: int) -> set[str]:
    """The units so heavy that their share would exceed one; they are drawn for certain."""
    certain: set[str] = set()
    while True:
        left = places - len(certain)
        total = _sum_without(weights.items(), certain)
        heavy = {
            one for one, weight in weights.items() if one not in certain and left * weight >= total
        }
        if not heavy:
            return certain
        certain |= heavy


def _sum_without(weights: Iterable[tuple[str, int]], certain: set[str]) -> int:
    return sum(weight for one, weight in weights if one not in certain)
