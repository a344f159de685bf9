"""Change within the window: the last three months against those before (R-01, R-08)."""

import polars as pl

from features.feature import ALL, PROVIDERS, Feature
from features.measures.aggregate import INPATIENT, RECENT, ratio

_EARLIER = ~RECENT


def _per_month(total: pl.Expr, among: pl.Expr) -> pl.Expr:
    """Per month that the window really covers, so that a short history is not a fall."""
    return ratio(total, pl.col("months_ago").filter(among).n_unique())


def _growth(value: pl.Expr) -> pl.Expr:
    recent = _per_month(value.filter(RECENT).sum(), RECENT)
    return ratio(recent, _per_month(value.filter(_EARLIER).sum(), _EARLIER))


FEATURES = (
    Feature(
        name="encounter_growth",
        levels=ALL,
        unit="ratio",
        zh="人次增长",
        en="growth of encounters",
        formula="encounters per active month, last three months / the months before",
        direction="high",
        violations=("R-08", "I-32"),
        needs=("setl",),
        expr=_growth(pl.col("settlements").clip(1, 1)),
    ),
    Feature(
        name="fund_growth",
        levels=ALL,
        unit="ratio",
        zh="基金支出增长",
        en="growth of fund expenditure",
        formula="fund_pay_sumamt per active month, last three months / the months before (R-08)",
        direction="high",
        violations=("R-08",),
        needs=("setl",),
        expr=_growth(pl.col("fund_fen")),
    ),
    Feature(
        name="stay_cost_growth",
        levels=PROVIDERS,
        unit="ratio",
        zh="次均住院费用增长",
        en="growth of cost per stay",
        formula="mean cost of a stay, last three months / the months before (R-01)",
        direction="high",
        violations=("R-01",),
        needs=("setl",),
        rests_on="compared_stays",
        expr=ratio(
            pl.col("medfee_fen").filter(INPATIENT & RECENT).mean(),
            pl.col("medfee_fen").filter(INPATIENT & _EARLIER).mean(),
        ),
    ),
)
