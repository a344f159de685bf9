"""A risk-weighted random draw that anybody can repeat (双随机一公开, N-06).

Systematic sampling with probability proportional to weight, in whole numbers throughout:

1. Each unit gets a probability in proportion to its weight, in billionths, no more than one;
   the probabilities add up to the number of places. They do not depend on the seed.
2. The units are laid end to end on a line, each as long as its probability: area by area and,
   within an area, in the order of `blake2b("<seed>|<month>|<level>|<entity_id>")`.
3. A starting point between 0 and 1 is taken from `blake2b("<seed>|<month>|<level>")`. The units
   on which the points start, start + 1, start + 2 ... fall are drawn.

The probability of being drawn is thus exactly the length of the unit, and an area whose units
add up to no more than its room is never drawn beyond it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import polars as pl

BILLION = 10**9
"""A probability of one."""

Shares = dict[str, int]
"""Billionths by entity."""


def draw(
    pool: pl.DataFrame, places: int, key: str, room: Mapping[str, int] | None = None
) -> pl.DataFrame:
    """Draw `places` units from `pool` without replacement.

    Args:
        pool: `entity_id: String`, `area: String|null`, `weight: Int64` (1 or more).
        places: how many to draw; fewer are drawn when there is no room for more.
        key: `<seed>|<month>|<level>`, published before the draw.
        room: places left by area; areas that are absent (and null) have no limit.

    Returns:
        The pool sorted by `entity_id`, with `inclusion_probability: Float64` (exact multiples
        of a billionth) and `drawn: Boolean`.
    """
    pool = pool.sort("entity_id")
    shares = _shares(pool, places, room or {})
    drawn = _systematic(_line(pool, key), shares, _number(key) % BILLION)
    entities = pool["entity_id"].to_list()
    return pool.with_columns(
        pl.Series("inclusion_probability", [shares[one] / BILLION for one in entities], pl.Float64),
        pl.Series("drawn", [one in drawn for one in entities], pl.Boolean),
    )


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest())


def _line(pool: pl.DataFrame, key: str) -> list[str]:
    """The units in the order in which they are laid on the line."""
    units = zip(pool["area"].fill_null(""), pool["entity_id"], strict=True)
    placed = ((_number(f"{key}|area|{area}"), _number(f"{key}|{one}"), one) for area, one in units)
    return [one for _, _, one in sorted(placed)]


def _systematic(line: Sequence[str], shares: Shares, start: int) -> set[str]:
    """The units that one of the points start, start + 1, ... falls on."""
    ends = accumulate(shares[one] for one in line)
    return {
        one
        for one, end in zip(line, ends, strict=True)
        if _points_before(end, start) > _points_before(end - shares[one], start)
    }


def _points_before(end: int, start: int) -> int:
    return -((start - end) // BILLION)


def _shares(pool: pl.DataFrame, places: int, room: Mapping[str, int]) -> Shares:
    """Probabilities in billionths that respect the room of every area."""
    weights = dict(zip(pool["entity_id"], pool["weight"], strict=True))
    members = _members(pool)
    limits = {area: min(room.get(area, len(ones)), len(ones)) for area, ones in members.items()}
    places = min(places, sum(limits.values()))
    settled: Shares = {}
    while True:
        shares = _proportional({one: w for one, w in weights.items() if one not in settled}, places)
        over = [
            area
            for area, ones in members.items()
            if sum(shares.get(one, 0) for one in ones) > limits[area] * BILLION
        ]
        if not over:
            return settled | shares
        for area in over:
            settled |= _proportional({one: weights[one] for one in members[area]}, limits[area])
            places -= limits[area]


def _members(pool: pl.DataFrame) -> dict[str, list[str]]:
    grouped = pool.group_by(pl.col("area").fill_null(""), maintain_order=True)
    return {str(area): ones["entity_id"].to_list() for (area,), ones in grouped}


def _proportional(weights: Mapping[str, int], places: int) -> Shares:
    """Billionths in proportion to `weights`, at most one whole each, adding up to `places`."""
    if places >= len(weights):
        return dict.fromkeys(weights, BILLION)
    certain = _certain(weights, places)
    rest = {one: weight for one, weight in weights.items() if one not in certain}
    whole = (places - len(certain)) * BILLION
    total = sum(rest.values())
    shares = {one: whole * weight // total for one, weight in rest.items()}
    for one in list(rest)[: whole - sum(shares.values())]:
        shares[one] += 1
    return dict.fromkeys(certain, BILLION) | shares


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
