"""Signals of frequency: more units of an item than a day, more often than a period allows."""

import polars as pl

from features.reference import holds_any
from features.signals.claims import Claims, in_basket
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")


def _over_daily_limit(claims: Claims) -> pl.LazyFrame:
    """Units of an item on one person-day of a site above its maximum; the excess share of each.

    Another site's units are left out: neither house sees what the other charged on the day of
    a transfer, and who lies in two beds is told by signals of stays.
    """
    together = ("fixmedins_code", "psn_no", "med_list_codg", "day")
    limits = claims.reference["daily_limits"]
    units = pl.col("cnt").sum().over(together)
    share = (pl.col("units") - pl.col("max_cnt")) / pl.col("units")
    return (
        claims.lines
        .join(limits, on="med_list_codg")
        .with_columns(units=units)
        .filter(pl.col("units") > pl.col("max_cnt"))
        .select(*_LINE, amount_fen=(pl.col("at_issue") * share).round().cast(pl.Int64))
    )  # fmt: skip


def _over_period_limit(claims: Claims) -> pl.LazyFrame:
    """The item again at the same site before its period is over; stays have their own reasons."""
    periods = claims.reference["period_limits"]
    codes = claims.reference.codes("period_limits")
    who = ("fixmedins_code", "psn_no", "med_list_codg")
    given = (
        claims.encounters.filter(~pl.col("inpatient"), holds_any("basket", codes))
        .select("fixmedins_code", "psn_no", "mdtrt_id", "day", "months_ago", item="basket")
        .with_columns(med_list_codg=in_basket("item"))
        .explode("med_list_codg", keep_nulls=False, empty_as_null=False)
        .join(periods, on="med_list_codg")
        .sort(*who, "day", "mdtrt_id")
    )
    since = (pl.col("day") - pl.col("day").shift().over(who)).dt.total_days()
    soon = given.filter(since < pl.col("days"), claims.settled_now)
    return claims.lines.join(soon, on=["mdtrt_id", "med_list_codg"], how="semi").select(
        *_LINE, amount_fen="at_issue"
    )


SIGNALS = (
    Signal(
        name="over_daily_limit",
        violation="I-17",
        zh="超日限次重复收费",
        en="duplicate charges above the daily limit",
        rule="同一机构同一参保人同日同一项目数量超过每日上限",
        rule_en="more units of an item on one person-day of a site than its daily maximum",
        levels=("institution", "doctor", "patient"),
        needs=("fee",),
        key="psn_no",
        find=_over_daily_limit,
        certainty="definite",
        national=(27,),
        lists=("daily_limits",),
    ),
    Signal(
        name="over_period_limit",
        violation="I-17",
        zh="周期超频次收费",
        en="charges before the period is over",
        rule="同一机构门诊在规定周期内对同一参保人再次收取同一项目",
        rule_en="an out-patient item charged again at one site before its period is over",
        levels=("institution", "doctor", "patient"),
        needs=("fee",),
        key="psn_no",
        find=_over_period_limit,
        also=("I-20",),
        certainty="definite",
        national=(31,),
        lists=("period_limits",),
    ),
)
