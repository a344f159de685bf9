"""The stays of an entity, day by day: what a dossier's calendar shows (I-02, I-04, R-03)."""

import polars as pl

STAY = pl.Schema(
    {
        "entity_id": pl.String(),
        "mdtrt_id": pl.String(),
        "psn_no": pl.String(),
        "fixmedins_code": pl.String(),
        "begn": pl.Date(),
        "end": pl.Date(),
        "hits": pl.Int64(),
    }
)
"""A stay of an entity: whose, where, its first and last day, and how many hits it has."""


def stays(
    encounters: pl.LazyFrame, hits: pl.LazyFrame, *, key: str, entities: list[str]
) -> pl.LazyFrame:
    """The in-patient stays of some entities (`STAY`), sorted by entity, first day and encounter.

    Args:
        encounters: assembled encounters (`features.windows.assemble`).
        hits: hits of the same months; those of a line count for its stay.
        key: the claim column that names an entity.
        entities: whose stays are wanted.
    """
    counted = hits.group_by("mdtrt_id").agg(hits=pl.len().cast(pl.Int64))
    return (
        encounters.filter("inpatient", pl.col(key).is_in(entities))
        .with_columns(entity_id=key)
        .join(counted, on="mdtrt_id", how="left")
        .with_columns(pl.col("hits").fill_null(0))
        .select(STAY.names())
        .cast(STAY)
        .sort("entity_id", "begn", "mdtrt_id")
    )
