"""The money at issue: no fen of an encounter counts twice."""

import polars as pl


def at_issue(hits: pl.DataFrame, key: str) -> pl.DataFrame:
    """`entity_id, hits, claims, amount_at_issue_fen`: no fen of an encounter is at issue twice.

    A line that two signals hit counts once, at its larger amount; an encounter that is hit as
    a whole counts at that amount or at the sum of its lines, whichever is more. `claims` are
    the encounters hit.
    """
    whole = pl.col("feedetl_sn").is_null()
    amount = pl.col("amount_fen")
    return (
        hits.filter(pl.col(key).is_not_null())
        .group_by(key, "mdtrt_id", "feedetl_sn")
        .agg(pl.len().alias("hits"), amount.max())
        .group_by(key, "mdtrt_id")
        .agg(
            pl.col("hits").sum(),
            pl.max_horizontal(amount.filter(whole).sum(), amount.filter(~whole).sum()),
        )
        .group_by(entity_id=key)
        .agg(
            pl.col("hits").sum().cast(pl.Int64),
            pl.len().cast(pl.Int64).alias("claims"),
            amount.sum().alias("amount_at_issue_fen"),
        )
        .sort("entity_id")
    )
