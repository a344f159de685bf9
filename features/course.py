"""The months of an entity: what a dossier draws as its course."""

import polars as pl

from features.windows import shift


def course(
    encounters: pl.LazyFrame, hits: pl.LazyFrame, *, key: str, entities: list[str], month: str
) -> pl.LazyFrame:
    """Encounters, money and hits of some entities by month of settlement.

    Args:
        encounters: assembled encounters (`features.windows.assemble`) seen from `month`.
        hits: hits of the same months.
        key: the claim column that names an entity.
        entities: whose course is wanted.
        month: the month from which `months_ago` counts.

    Returns:
        `entity_id, month, encounters, medfee_fen, fund_fen, hits`, sorted by the first two.
    """
    wanted = pl.col(key).is_in(entities)
    months = {ago: shift(month, -ago) for ago in range(240)}
    settled = pl.col("months_ago").replace_strict(months, default=None, return_dtype=pl.String)
    own = (
        encounters.filter(wanted)
        .group_by(entity_id=key, month=settled)
        .agg(
            pl.len().cast(pl.Int64).alias("encounters"),
            pl.col("medfee_fen").sum(),
            pl.col("fund_fen").sum(),
        )
    )
    hit = (
        hits.filter(wanted)
        .group_by(entity_id=key, month=pl.col("day").dt.strftime("%Y-%m"))
        .agg(pl.len().cast(pl.Int64).alias("hits"))
    )
    return (
        own.join(hit, on=["entity_id", "month"], how="left")
        .with_columns(pl.col("hits").fill_null(0))
        .sort("entity_id", "month")
    )
