"""The hours, days and places of doctors at work (I-08, D-06)."""

import polars as pl

from features.feature import Feature, Level, Unit
from features.measures.aggregate import mean, quantile, share

_HOURS = ("I-08", "D-06")
_OTHERS = ("D-06", "I-32")
_SITE_AND_DOCTOR: tuple[Level, ...] = ("institution", "doctor")


def _days(  # noqa: PLR0913  one entry of the catalogue
    name: str,
    unit: Unit,
    zh: str,
    en: str,
    formula: str,
    expr: pl.Expr,
    violations: tuple[str, ...],
    *needs: str,
    levels: tuple[Level, ...] = _SITE_AND_DOCTOR,
) -> Feature:
    return Feature(
        name=name,
        levels=levels,
        unit=unit,
        zh=zh,
        en=en,
        formula=formula,
        direction="high",
        violations=violations,
        needs=("fee.bilg_dr_codg", *needs),
        rests_on="working_days",
        counted=unit == "share",
        expr=expr,
        source="days",
        since="0.2",
    )


FEATURES = (
    _days(
        "work_minutes", "count", "日均计时治疗工时（分钟）", "minutes of timed services per day",
        "minutes of timed services (timed_services) of a doctor / days with orders",
        mean("worked"), _HOURS,
    ),
    _days(
        "work_minutes_p95", "count", "单日计时治疗工时第 95 百分位（分钟）",
        "minutes of timed services, 95th percentile of days",
        "95th percentile of a doctor's minutes of timed services over days with orders",
        quantile("worked", 0.95), _HOURS,
    ),
    _days(
        "long_day_share", "share", "超班次工时天数占比", "days beyond a shift",
        "days with more minutes of timed services than shift_minutes_per_day / days with orders",
        share(pl.col("long_day")), _HOURS,
    ),
    _days(
        "off_roster_share", "share", "休息日开单天数占比", "days worked off the roster",
        "days with orders on which work_week has the doctor on duty at none of the sites / "
        "days with orders and a known work_week",
        share(pl.col("off_roster")), _OTHERS, "dr.work_week",
    ),
    _days(
        "split_day_share", "share", "无备案同日多机构开单天数占比", "days split between sites",
        "days with orders at several sites, one of them not the doctor's own, without "
        "mul_prac_flag / days with orders",
        share(pl.col("split_day")), ("D-06",), "dr",
    ),
    _days(
        "busiest_month_days", "days", "单月最多开单天数", "most working days in a month",
        "most days with orders in one calendar month",
        pl.col("day").dt.truncate("1mo").unique_counts().max(), _OTHERS,
        levels=("doctor",),
    ),
)  # fmt: skip
