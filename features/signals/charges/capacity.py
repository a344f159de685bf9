"""Signals of impossible work: more hours than a day has, two places at once."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")


def _ordered(claims: Claims) -> pl.LazyFrame:
    return claims.lines.filter(pl.col("dr_code").is_not_null())


def _overloaded_day(claims: Claims) -> pl.LazyFrame:
    """Timed services of a doctor-day beyond feasible minutes; amount times the excess share."""
    minutes = (pl.col("cnt") * pl.col("minutes")).sum().over("dr_code", "day")
    feasible = claims.thresholds.doctor_minutes_per_day
    share = (pl.col("worked") - feasible) / pl.col("worked")
    timed = claims.reference["timed_services"]
    return (
        _ordered(claims)
        .join(timed, on="med_list_codg")
        .with_columns(worked=minutes)
        .filter(pl.col("worked") > feasible)
        .select(
            *_LINE,
            amount_fen=(pl.col("det_item_fee_sumamt") * share).round().cast(pl.Int64),
        )
    )


def _two_sites_one_day(claims: Claims) -> pl.LazyFrame:
    sites = pl.col("fixmedins_code").n_unique().over("dr_code", "day")
    return _ordered(claims).filter(sites > 1).select(*_LINE, amount_fen="det_item_fee_sumamt")


SIGNALS = (
    Signal(
        name="overloaded_day",
        violation="I-08",
        zh="单日治疗工时超限",
        en="impossible treatment hours",
        rule="同一医师单日计时治疗项目总工时超过可能上限",
        rule_en="timed treatments of one doctor-day add up to more than the feasible minutes",
        levels=("institution", "doctor"),
        needs=("fee.bilg_dr_codg",),
        key="bilg_dr_codg",
        find=_overloaded_day,
        lists=("timed_services",),
    ),
    Signal(
        name="two_sites_one_day",
        violation="D-06",
        zh="医师同日两机构开单",
        en="orders at two sites on one day",
        rule="同一医师同日在两家及以上机构开单",
        rule_en="one doctor orders at two or more institutions on the same day",
        levels=("institution", "doctor"),
        needs=("fee.bilg_dr_codg",),
        key="bilg_dr_codg",
        find=_two_sites_one_day,
    ),
)
