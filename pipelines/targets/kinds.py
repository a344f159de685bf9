"""Which kind of case a target resembles, as a list tells it: beside the score, never part of it."""

import polars as pl

KIND = pl.Schema(
    {
        "entity_id": pl.String(),
        "family": pl.String(),
        "probability": pl.Float64(),
        "share": pl.Float64(),
    }
)
"""An entity and a family of violations: the chance that an inspection finds it, and how many of
those inspected so far were confirmed for it."""

NAMED = 2
"""Families that a list names of an entity at most."""


def told(kinds: pl.DataFrame) -> pl.DataFrame:
    """The families that a chance is told of, the likeliest of each entity first.

    Args:
        kinds: the kinds of a level as scoring keeps them.
    """
    chosen = kinds.filter(pl.col("probability").is_not_null())
    return (
        chosen.select(KIND.names())
        .cast(KIND)
        .sort("entity_id", "probability", "family", descending=[False, True, False])
    )


def named(kinds: pl.DataFrame) -> pl.DataFrame:
    """`entity_id, families`: what an entity resembles more than those inspected do on average.

    Args:
        kinds: what `told` returns.
    """
    more = kinds.filter(pl.col("probability") > pl.col("share"))
    return more.group_by("entity_id", maintain_order=True).agg(
        families=pl.col("family").head(NAMED).str.join("|")
    )
