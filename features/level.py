"""What a level of profiles is: whose rows, who the entities are, and who their peers are."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from features import feature

PHARMACY_TYPE = "2"
"""`fixmedins_type` of retail pharmacies (domain standard A.8)."""


@dataclass(frozen=True)
class Registers:
    """The small tables that say who is who, and what was found before."""

    inst: pl.LazyFrame
    dr: pl.LazyFrame
    psn: pl.LazyFrame
    case: pl.LazyFrame
    tip: pl.LazyFrame


def kind() -> pl.Expr:
    """What kind of institution it is: its type of hospital; a pharmacy is a pharmacy."""
    return (
        pl.when(pl.col("fixmedins_type") == PHARMACY_TYPE)
        .then("fixmedins_type")
        .otherwise(pl.coalesce("medins_type", "fixmedins_type"))
    )


def grade() -> pl.Expr:
    """The level of an institution for its peer group; a pharmacy has none by nature.

    A hospital whose level is unknown has a null grade, which forms no group.
    """
    return (
        pl.when(pl.col("fixmedins_type") == PHARMACY_TYPE).then(pl.lit("-")).otherwise("medinslv")
    )


@dataclass(frozen=True)
class ProfileLevel:
    """One level.

    Attributes:
        name: `institution`, `doctor` or `patient`.
        key: the claim column that names an entity.
        zh: Chinese name of one entity.
        en: English name of one entity.
        ladder: rungs of the peer ladder, narrowest first; each is the attributes that
            members of a group share.
        describe: from a window's encounters and the registers to one row per entity with
            `entity_id, entity_name, area, kind` and every attribute of the ladder.
    """

    name: feature.Level
    key: str
    zh: str
    en: str
    ladder: tuple[tuple[str, ...], ...]
    describe: Callable[[pl.LazyFrame, Registers], pl.LazyFrame]
