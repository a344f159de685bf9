"""The hours of a house and the months of a person: how regular they are, how many doors opened."""

import polars as pl

from features.feature import PROVIDERS, Feature
from features.measures.aggregate import distinct, ratio

_SETTLED_MIN = 10


def _busiest_hour() -> pl.Expr:
    hours = pl.col("setl_time").dt.hour().drop_nulls()
    return pl.when(hours.len() >= _SETTLED_MIN).then(hours.unique_counts().max() / hours.len())


def _per_month(column: str) -> pl.Expr:
    known = pl.col(column).is_not_null()
    pairs = pl.struct("months_ago", column).filter(known).n_unique()
    return ratio(pairs, distinct("months_ago", known))


FEATURES = (
    Feature(
        name="busiest_hour_share",
        levels=PROVIDERS,
        unit="share",
        zh="最集中时段结算占比",
        en="settlements in the busiest hour of the day",
        formula="encounters settled in the most frequent hour of the day / encounters, from ten on",
        direction="high",
        violations=("I-27", "I-32", "P-03"),
        needs=("setl",),
        expr=_busiest_hour(),
        since="0.2",
    ),
    Feature(
        name="sites_per_month",
        levels=("patient",),
        unit="ratio",
        zh="月均就诊机构数",
        en="institutions per month",
        formula="different institutions of a month, mean of the months with any encounter",
        direction="high",
        violations=("A-11", "A-07"),
        needs=("setl",),
        expr=_per_month("fixmedins_code"),
        since="0.2",
    ),
    Feature(
        name="doctors_per_month",
        levels=("patient",),
        unit="ratio",
        zh="月均就诊医师数",
        en="doctors per month",
        formula="different doctors of a month, mean of the months with a known one",
        direction="high",
        violations=("A-07", "A-11"),
        needs=("mdtrt.atddr_no",),
        expr=_per_month("dr_code"),
        since="0.2",
    ),
    Feature(
        name="areas_of_care",
        levels=("patient",),
        unit="count",
        zh="就诊地区数",
        en="areas of care",
        formula="different areas (fix_blng_admdvs) of the institutions",
        direction="high",
        violations=("A-07", "A-11"),
        needs=("inst.fix_blng_admdvs",),
        expr=distinct("fix_blng_admdvs"),
        since="0.2",
    ),
)
