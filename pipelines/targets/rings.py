"""The rings of targets: in which they are, and what brings those together."""

from collections.abc import Mapping, Sequence

import polars as pl

from features.network.kinds import KINDS

RING = pl.Schema(
    {
        "entity_id": pl.String(),
        "ring_id": pl.String(),
        "kind": pl.String(),
        "role": pl.String(),
        "members": pl.Int64(),
        "months": pl.Int64(),
        "encounters": pl.Int64(),
        "fund_fen": pl.Int64(),
    }
)
"""A ring as a list tells it: `kind` in words, the rest as in `features.network.rings.RING`."""


def told(members: pl.DataFrame, level: str, lang: str) -> pl.DataFrame:
    """The rings of the entities of a level (`RING`), the costliest of each first.

    Args:
        members: `features.network.rings.Rings.members`.
        level: whose rings.
        lang: `zh` or `en`.
    """
    names = {kind.name: kind.zh if lang == "zh" else kind.en for kind in KINDS.values()}
    return (
        members.filter(level=level)
        .with_columns(pl.col("kind").replace_strict(names, return_dtype=pl.String))
        .select(RING.names())
        .cast(RING)
        .sort("entity_id", "fund_fen", "ring_id", descending=[False, True, False])
    )


def rings_by(rings: pl.DataFrame) -> Mapping[str, Sequence[str]]:
    """Entity -> the ids of its rings."""
    return dict(rings.group_by("entity_id", maintain_order=True).agg("ring_id").iter_rows())
