"""When it happens: weekends, nights, the end of the month."""

import polars as pl

from features.feature import EVERYONE, PROVIDERS, Feature
from features.measures.aggregate import INPATIENT, distinct, ratio, share

_SATURDAY = 6

FEATURES = (
    Feature(
        name="weekend_share",
        levels=EVERYONE,
        unit="share",
        zh="周末就诊占比",
        en="encounters begun at weekends",
        formula="encounters that began on Saturday or Sunday / encounters",
        direction="both",
        violations=("I-27", "P-03"),
        needs=("setl",),
        expr=share(pl.col("begn").dt.weekday() >= _SATURDAY),
    ),
    Feature(
        name="night_share",
        levels=EVERYONE,
        unit="share",
        zh="夜间结算占比",
        en="settlements at night",
        formula="encounters settled in the night hours of config / encounters",
        direction="high",
        violations=("P-03", "I-27"),
        needs=("setl",),
        expr=share(pl.col("night")),
    ),
    Feature(
        name="month_end_discharge_share",
        levels=PROVIDERS,
        unit="share",
        zh="月末出院占比",
        en="discharges at the end of the month",
        formula="stays that ended on month_end_from_day or later / stays",
        direction="high",
        violations=("I-38",),
        needs=("mdtrt.endtime",),
        rests_on="stays",
        counted=True,
        expr=share(pl.col("month_end"), INPATIENT),
    ),
    Feature(
        name="active_days",
        levels=EVERYONE,
        unit="days",
        zh="有结算天数",
        en="active days",
        formula="days with at least one settlement",
        direction="context",
        violations=(),
        needs=("setl",),
        expr=distinct("day"),
    ),
    Feature(
        name="admissions_per_admission_day",
        levels=PROVIDERS,
        unit="ratio",
        zh="入院日均入院人次",
        en="admissions per admission day",
        formula="stays / different days of admission",
        direction="high",
        violations=("I-03", "I-01"),
        needs=("mdtrt",),
        rests_on="stays",
        expr=ratio(INPATIENT.sum(), distinct("begn", INPATIENT)),
    ),
)
