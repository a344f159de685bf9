"""What a dossier shows of its entity beyond score and reasons: the ground of its pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from features.catalogue import PROFILE_LEVELS
from features.change import CHANGE, changes, told
from features.network.meetings import TIE, ties
from features.network.partners import COMMON, partners
from features.network.rings import MEMBER, Rings
from features.stays import STAY, stays
from features.thresholds import Thresholds

PARTNERS_SHOWN = 12
"""Partners of an entity that a map has room for."""

HOUSES = ("institution", "doctor")
"""The levels that have patients, and so have them in common."""

_BESIDE = {"ring_id": pl.String(), "entity_id": pl.String()}


def _empty(schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


@dataclass(frozen=True)
class Closer:
    """What is known closer of some entities of a level, all of the window.

    Attributes:
        changes: when their months changed level, columns as in `features.change.CHANGE`.
        stays: their in-patient stays, columns as in `features.stays.STAY`.
        common: with whom they have patients in common, columns as in
            `features.network.partners.COMMON`; none of patients themselves.
        ties: who met whom in their rings, columns as in `features.network.meetings.TIE`.
        beside: `ring_id, entity_id` of all of their level who are members of their rings.
    """

    changes: pl.DataFrame = field(default_factory=lambda: _empty(CHANGE))
    stays: pl.DataFrame = field(default_factory=lambda: _empty(STAY))
    common: pl.DataFrame = field(default_factory=lambda: _empty(COMMON))
    ties: pl.DataFrame = field(default_factory=lambda: _empty(TIE))
    beside: pl.DataFrame = field(default_factory=lambda: _empty(_BESIDE))

    def of(self, entity_id: str, ring_ids: Sequence[str]) -> "Closer":
        """What is known of one entity, which is in these rings."""
        return Closer(
            changes=self.changes.filter(entity_id=entity_id),
            stays=self.stays.filter(entity_id=entity_id),
            common=self.common.filter(entity_id=entity_id),
            ties=self.ties.filter(pl.col("ring_id").is_in(ring_ids)),
            beside=self.beside.filter(pl.col("ring_id").is_in(ring_ids)),
        )


def closer(
    level: str,
    entities: list[str],
    encounters: pl.LazyFrame,
    hits: pl.LazyFrame,
    rings: Rings,
    *,
    month: str,
    thresholds: Thresholds,
) -> Closer:
    """Look closer at some entities.

    Args:
        level: their level.
        entities: who.
        encounters: assembled encounters of the window.
        hits: hits of the window.
        rings: rings of the window.
        month: the last month of the window.
        thresholds: what is worth showing.
    """
    key = PROFILE_LEVELS[level].key
    own = encounters.filter(pl.col(key).is_in(entities))
    inside = rings.members.filter(pl.col("entity_id").is_in(entities))["ring_id"].unique().sort()
    frames = {
        "changes": told(changes(own, key), month, thresholds.change_shift_min),
        "stays": stays(encounters, hits, key=key, entities=entities),
        "ties": ties(rings, encounters, inside.to_list()),
    }
    if level in HOUSES:
        frames["common"] = partners(
            encounters,
            key=key,
            entities=entities,
            least=thresholds.map_persons_min,
            most=PARTNERS_SHOWN,
        )
    collected = pl.collect_all(list(frames.values()), engine="in-memory")
    beside = rings.members.filter(pl.col("ring_id").is_in(inside.implode()))
    members = beside.filter(level=level, role=MEMBER).select(list(_BESIDE))
    return Closer(**dict(zip(frames, collected, strict=True)), beside=members)
