"""The maps of a dossier: its partners by patients in common, and its ring (O-01, R-29).

Nodes stand on a circle, numbered as in the table below, so that a map reads the same on a
telephone and on paper, and no name, however long, can spoil it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

import polars as pl

from features.network.rings import MIDDLE

SIZE = 360
"""Width and height of a map in pixels."""

MEMBERS_SHOWN = 24
"""Nodes of a ring that a map has room for, those with the most days together."""

_CENTRE, _RADIUS = SIZE / 2, 150
_WIDEST, _THINNEST = 9.0, 1.0

_Tie = tuple[str, str, int]


@dataclass(frozen=True)
class Node:
    """One who is on a map: its number (none in the centre), id, weight, kind and place."""

    number: int | None
    entity_id: str
    weight: int | None
    kind: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A tie between two nodes, as wide as it is strong; `own` when it ends in the centre."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    own: bool


@dataclass(frozen=True)
class Map:
    """A node-link picture.

    Attributes:
        ring: the row of the ring that it shows (`rings.RING`); None of partners.
        nodes: the entity first, the others by their weight.
        lines: the thin ones first, so that they lie below.
        hidden: who has no room.
    """

    ring: Mapping[str, Any] | None
    nodes: Sequence[Node]
    lines: Sequence[Line]
    hidden: int


def partner_map(entity_id: str, common: pl.DataFrame, ringed: Iterable[str]) -> Map | None:
    """The map of patients in common; None where there is nobody with enough of them.

    Args:
        entity_id: whose map.
        common: `features.network.partners.COMMON` of it.
        ringed: who is in a ring with it.
    """
    ties: list[_Tie] = list(common.select("a", "b", "persons").iter_rows())
    kinds = dict.fromkeys(ringed, "ringed")
    return _map(entity_id, ties, kinds, None) if ties else None


def ring_map(entity_id: str, ring: Mapping[str, Any], ties: pl.DataFrame) -> Map | None:
    """The map of one ring of persons; None of one between houses, which has no meetings.

    Args:
        entity_id: whose dossier, a member or in the middle.
        ring: the ring's row (`rings.RING`).
        ties: who met whom (`features.network.meetings.TIE`).
    """
    own = ties.filter(ring_id=ring["ring_id"])
    middles = own.filter(role=MIDDLE)["a"].unique().sort()
    kinds = dict.fromkeys(middles, "middle")
    found: list[_Tie] = list(own.select("a", "b", "days").iter_rows())
    return _map(entity_id, found, kinds, ring) if found else None


def _map(
    entity_id: str,
    ties: Sequence[_Tie],
    kinds: Mapping[str, str],
    ring: Mapping[str, Any] | None,
) -> Map:
    weights = _weights(entity_id, ties)
    ordered = sorted(weights, key=lambda one: (-weights[one], one))
    shown = ordered[:MEMBERS_SHOWN]
    others = [
        Node(n + 1, one, weights[one] or None, kinds.get(one, "plain"), *_place(n, len(shown)))
        for n, one in enumerate(shown)
    ]
    centre = Node(None, entity_id, None, "self", _CENTRE, _CENTRE)
    nodes = [centre, *others]
    return Map(ring, nodes, _lines(nodes, ties), len(ordered) - len(shown))


def _weights(entity_id: str, ties: Iterable[_Tie]) -> dict[str, int]:
    """Everybody but the entity, and how strongly each is tied to it."""
    weights: dict[str, int] = {}
    for a, b, weight in ties:
        for one, other in ((a, b), (b, a)):
            if one != entity_id:
                weights[one] = weights.get(one, 0) + weight * (other == entity_id)
    return weights


def _place(n: int, of: int) -> tuple[float, float]:
    """The `n`th of so many places on the circle, the first one at the top."""
    angle = 2 * pi * n / of
    return round(_CENTRE + _RADIUS * sin(angle), 1), round(_CENTRE - _RADIUS * cos(angle), 1)


def _lines(nodes: Sequence[Node], ties: Sequence[_Tie]) -> list[Line]:
    places = {node.entity_id: node for node in nodes}
    inside = [tie for tie in ties if tie[0] in places and tie[1] in places]
    most = max((weight for *_, weight in inside), default=1)
    drawn = []
    for a, b, weight in sorted(inside, key=lambda tie: (tie[2], tie)):
        one, other = places[a], places[b]
        width = round(max(_THINNEST, _WIDEST * weight / most), 1)
        own = nodes[0] in (one, other)
        drawn.append(Line(one.x, one.y, other.x, other.y, width, own))
    return sorted(drawn, key=lambda line: line.own)
