"""What a day of each stay costs, and how stays of one entity differ in it.

`fee_per_day` weighs long stays the most: a few dear one-day stays vanish in it. Here every stay
counts once, so money that came with few days of care is seen. Charges are made on the day of
admission and on that of discharge: both count, so that a stay within one day is not like one
over night.
"""

import polars as pl

from features.feature import PROVIDERS, Feature, Unit
from features.measures.aggregate import (
    FEN_PER_YUAN,
    INPATIENT,
    deviation,
    mean_yuan,
    quantile,
    skewness,
)


def _of_days(name: str, unit: Unit, zh: str, en: str, formula: str, expr: pl.Expr) -> Feature:
    return Feature(
        name=name,
        levels=PROVIDERS,
        unit=unit,
        zh=zh,
        en=en,
        formula=formula,
        direction="high",
        violations=("I-21", "I-40", "D-11"),
        needs=("mdtrt.endtime",),
        rests_on="stays",
        expr=expr,
        since="0.2",
    )


FEATURES = (
    _of_days(
        "day_cost_mean", "yuan", "例均日费用", "daily cost of a stay, mean",
        "mean over stays of the cost a day, first and last day counted",
        mean_yuan("day_cost", INPATIENT),
    ),
    _of_days(
        "day_cost_typical", "yuan", "典型日费用", "typical daily cost of a stay",
        "geometric mean over stays of the cost a day, first and last day counted",
        pl.col("day_cost").filter(INPATIENT).log().mean().exp() / FEN_PER_YUAN,
    ),
    _of_days(
        "day_cost_deviation", "yuan", "日费用标准差", "daily cost of stays, standard deviation",
        "standard deviation over stays of the cost a day, first and last day counted",
        deviation("day_cost", INPATIENT) / FEN_PER_YUAN,
    ),
    _of_days(
        "day_cost_p90", "yuan", "日费用第 90 百分位", "daily cost of a stay, 90th percentile",
        "90th percentile over stays of the cost a day, first and last day counted",
        quantile("day_cost", 0.9, INPATIENT) / FEN_PER_YUAN,
    ),
    _of_days(
        "day_cost_max", "yuan", "最高日费用", "dearest day of a stay",
        "largest the cost a day, first and last day counted",
        pl.col("day_cost").filter(INPATIENT).max() / FEN_PER_YUAN,
    ),
    _of_days(
        "day_cost_skew", "ratio", "日费用偏度", "skewness of the daily cost of stays",
        "skewness over stays of the cost a day, first and last day counted: few far dearer",
        skewness("day_cost", INPATIENT),
    ),
    _of_days(
        "day_cost_index_mean", "ratio", "病种校正日费用指数",
        "daily cost of a stay against like cases, mean",
        "mean over stays of cost / days, over mean cost / mean days of like cases",
        pl.col("day_cost_ratio").filter(INPATIENT).mean(),
    ),
    _of_days(
        "day_cost_index_max", "ratio", "最高病种校正日费用指数",
        "daily cost of a stay against like cases, highest",
        "largest cost / days of a stay, over mean cost / mean days of like cases",
        pl.col("day_cost_ratio").filter(INPATIENT).max(),
    ),
)  # fmt: skip
