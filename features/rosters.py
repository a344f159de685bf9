"""The working days of doctors beside what a day, a roster and a licence allow (I-08, D-06)."""

import polars as pl

from features.encounters import VALID
from features.thresholds import Thresholds

_SEVERAL_SITES = "1"
"""`mul_prac_flag` of a doctor who may practise at several sites (A.8)."""

_DAY = ("dr_code", "day")


def working_days(days: pl.LazyFrame, dr: pl.LazyFrame, thresholds: Thresholds) -> pl.LazyFrame:
    """What each working day of a doctor was, told at every site of the day.

    Args:
        days: days with orders (`features.signals.charges.capacity.doctor_days`).
        dr: the register of doctors.
        thresholds: the minutes of a shift.

    Returns:
        `dr_code, day, fixmedins_code` and, of the whole day, `worked` (minutes of timed services),
        `long_day`, `off_roster` (on duty at none of the sites whose roster is known; null where
        none is) and `split_day` (at several sites, one of them not the doctor's own, without a
        licence for several).
    """
    known = dr.filter(VALID).select(
        "dr_code", "fixmedins_code", "work_week", "mul_prac_flag", registered=True
    )
    licensed = known.filter(pl.col("mul_prac_flag") == _SEVERAL_SITES).select("dr_code", free=True)
    weekday = pl.col("day").dt.weekday() - 1
    on_duty = pl.col("work_week").str.slice(weekday, 1) == "1"
    split = (pl.len().over(_DAY) > 1) & pl.col("registered").is_null().any().over(_DAY)
    worked = pl.col("minutes").sum().over(_DAY)
    return (
        days.join(known.drop("mul_prac_flag"), on=["dr_code", "fixmedins_code"], how="left")
        .join(licensed.unique(), on="dr_code", how="left")
        .select(
            *_DAY,
            "fixmedins_code",
            worked=worked,
            long_day=worked > thresholds.shift_minutes_per_day,
            off_roster=~on_duty.max().over(_DAY),
            split_day=split & pl.col("free").is_null(),
        )
    )
