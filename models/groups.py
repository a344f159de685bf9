"""What one list of all would have meant for some: visited, found, missed, by area, owner, size."""

from collections.abc import Sequence

import polars as pl

from models.comparison import by_month, chance, floats, rankings, visited_share
from models.labels import KEY

GROUP = pl.Schema(
    {
        "dimension": pl.String,
        "value": pl.String,
        "ranking": pl.String,
        "n": pl.Int64,
        "confirmed": pl.Int64,
        "visits": pl.Float64,
        "found": pl.Float64,
        "visited_share": pl.Float64,
        "precision": pl.Float64,
        "recall": pl.Float64,
    }
)
"""Columns of `groups`: what the list of all would have meant for some of them."""


def groups(judged: pl.DataFrame, dimensions: Sequence[str]) -> pl.DataFrame:
    """What one list of all would have meant for the groups: visited, found, missed.

    Returns:
        The columns of `GROUP`, sorted; `visited_share` is the share of a group's judged rows that
        would have been visited, to be held against that of other groups.
    """
    frames = [
        _grouped(_with_chance(judged, ranking), dimension, ranking)
        for dimension in dimensions
        for ranking in rankings(judged)
    ]
    empty = pl.DataFrame(schema=GROUP)
    return pl.concat([empty, *frames]).sort("dimension", "value", "ranking")


def _with_chance(judged: pl.DataFrame, ranking: str) -> pl.DataFrame:
    """Judged rows with the chance of a visit when the whole month is ranked."""
    parts = [
        part.with_columns(chance=pl.Series(chance(floats(part, ranking), visited_share(part))))
        for _, part in by_month(judged)
    ]
    return pl.concat(parts) if parts else judged.with_columns(chance=pl.lit(0.0))


def _grouped(rows: pl.DataFrame, dimension: str, ranking: str) -> pl.DataFrame:
    found = pl.col("chance").filter(pl.col("y") == 1).sum()
    visits, confirmed = pl.col("chance").sum(), pl.col("y").sum()
    return (
        rows.filter(pl.col(dimension).is_not_null())
        .sort(KEY)
        .group_by(value=pl.col(dimension).cast(pl.String), maintain_order=True)
        .agg(
            n=pl.len(),
            confirmed=confirmed,
            visits=visits,
            found=found,
            visited_share=visits / pl.len(),
            precision=pl.when(visits > 0).then(found / visits),
            recall=pl.when(confirmed > 0).then(found / confirmed),
        )
        .with_columns(dimension=pl.lit(dimension), ranking=pl.lit(ranking))
        .select(GROUP.names())
        .cast(GROUP)
    )
