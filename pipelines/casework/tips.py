"""Tips from the public, as the lake's `tip` table holds them."""

import polars as pl

from features.windows import first_day, shift
from pipelines.store import Store


def recent_tips(store: Store, level: str, month: str) -> pl.DataFrame:
    """`entity_id, tips, last_tip_date`: tips received in the twelve months up to `month` (R-19)."""
    day = pl.col("received_date")
    since, after = first_day(shift(month, -11)), first_day(shift(month, 1))
    return (
        store.lake("tip")
        .filter(pl.col("subject_type").cast(pl.String) == level, day >= since, day < after)
        .group_by(entity_id="subject_code")
        .agg(tips=pl.len().cast(pl.Int64), last_tip_date=day.max())
        .sort("entity_id")
        .collect()
    )
