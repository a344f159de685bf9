"""What a notebook makes of claims: counts, sums, means, spreads and extremes, and no peers."""

import polars as pl

from features.contract import ENTITY_KEY
from pipelines.profile import Profiler

_PARTIES = ("psn_no", "fixmedins_code", "dr_code", "dscg_maindiag_code")
_AMOUNTS = ("medfee_fen", "fund_fen", "los_days")


def aggregates(profiler: Profiler, level: str, months: list[str]) -> pl.DataFrame:
    """28 numbers of each entity over the window that ends in each of `months`.

    Returns:
        `entity_id`, `month`, and the numbers as floats. A 29th is 1 for all: how many institutions
        an institution is. Who is unknown is nobody. Of patients two are told twice: what there is
        of each patient is there of this one.
    """
    key = ENTITY_KEY[level]
    plans = (
        aggregated(profiler.encounters(month, profiler.window(month)), key).with_columns(
            month=pl.lit(month)
        )
        for month in months
    )
    return pl.concat(profiler.engine.collect(plan) for plan in plans)


def aggregated(encounters: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """The numbers of each `entity_id`, whom `key` names in `encounters`; nobody has none."""
    patients, days = pl.col("psn_no").n_unique(), pl.col("los_days").sum()
    numbers = {
        "encounters": pl.len(),
        **{f"{name}_count": pl.col(name).drop_nulls().n_unique() for name in _PARTIES},
        **{f"{name}_sum": pl.col(name).sum() for name in _AMOUNTS},
        **{f"{name}_mean": pl.col(name).mean() for name in _AMOUNTS},
        **{f"{name}_std": pl.col(name).std() for name in _AMOUNTS},
        **{f"{name}_median": pl.col(name).median() for name in _AMOUNTS},
        **{f"{name}_max": pl.col(name).max() for name in _AMOUNTS},
        "inpatient_share": pl.col("inpatient").mean(),
        "operated_share": pl.col("oprn_oprt_code").is_not_null().mean(),
        "male_share": (pl.col("gend") == "1").mean(),
        "age_mean": pl.col("age").mean(),
        "age_std": pl.col("age").std(),
        "diagnoses_mean": pl.col("diagnoses").mean(),
        "encounters_per_patient": pl.len() / patients,
        "medfee_per_patient": pl.col("medfee_fen").sum() / patients,
        "medfee_per_day": pl.when(days > 0).then(pl.col("medfee_fen").sum() / days),
    }
    return (
        encounters.filter(pl.col(key).is_not_null())
        .group_by(entity_id=key)
        .agg(expr.cast(pl.Float64).alias(name) for name, expr in numbers.items())
    )
