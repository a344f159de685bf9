"""Back in bed: stays split (I-04), cut at discharge, and timed for the payment (I-38)."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.stays.admission import STAY, newly_shown, stays, stays_now

_BY_ORDER = "1"
_WEEK = 7


def _split(claims: Claims) -> pl.LazyFrame:
    """The disease of any stay of the last days; where none was told, the same department.

    Who was admitted anew before the first stay had ended was never discharged from it either.
    """
    earlier = stays(claims).select(
        "psn_no", "fixmedins_code", "begn", "end",
        disease="diag3", department_before="department", earlier="mdtrt_id",
    )  # fmt: skip
    gap = (pl.col("begn") - pl.col("end_right")).dt.total_days()
    untold = pl.col("disease").is_null() & (pl.col("department") == pl.col("department_before"))
    back = (
        stays_now(claims)
        .filter(pl.col("diag3").is_not_null(), ~pl.col("planned"))
        .join(earlier, on=("psn_no", "fixmedins_code"))
        .filter(
            pl.col("mdtrt_id") != pl.col("earlier"),
            pl.col("begn") > pl.col("begn_right"),
            gap <= claims.thresholds.split_admission_days,
            (pl.col("diag3") == pl.col("disease")) | untold,
        )
        .unique("mdtrt_id", keep="any")
    )
    return back.select(*STAY, amount_fen=pl.coalesce("dedc_fen", "fund_fen", "medfee_fen"))


def _cut(claims: Claims) -> pl.LazyFrame:
    """Both parts of a stay that was taken up again, in the month that settles the second.

    No planned cycle is a day long; who lies in bed for months is settled in between by right.
    """
    t = claims.thresholds
    illness = ("psn_no", "fixmedins_code", "diag3")
    sent_home = pl.col("dscg_way").eq_missing(_BY_ORDER) & (pl.col("los_days") < t.long_stay_days)
    gap = (pl.col("begn_second") - pl.col("end")).dt.total_days()
    pairs = (
        stays(claims)
        .filter(sent_home)
        .join(stays_now(claims), on=illness, suffix="_second")
        .filter(gap.is_between(0, t.cut_stay_days), pl.col("begn") < pl.col("begn_second"))
    )
    parts = pl.concat([pairs.select("mdtrt_id"), pairs.select(mdtrt_id="mdtrt_id_second")])
    return stays(claims).join(parts, on="mdtrt_id", how="semi").select(*STAY, amount_fen="fund_fen")


def _month_end(claims: Claims) -> pl.LazyFrame:
    """A month, or all that are seen together, that cannot be chance; told with the others.

    Due on the last days is their share of the month; that so many come by chance varies by the
    root of it. A house that sends everybody home on Fridays does so on those of every week.
    """
    t = claims.thresholds
    left = pl.col("end").dt.month_end().dt.day() - pl.col("end").dt.day()
    dated = stays(claims).with_columns(
        last=left < t.month_end_discharge_days,
        due=t.month_end_discharge_days / pl.col("end").dt.month_end().dt.day(),
        weekday=left % _WEEK < t.month_end_discharge_days,
    )

    def crowded(discharges: pl.LazyFrame) -> pl.LazyFrame:
        counts = pl.col("last", "weekday", "due").sum()
        site = "fixmedins_code"
        monthly = discharges.group_by(site, pl.col("end").dt.truncate("1mo")).agg(counts)
        periods = pl.concat([monthly.drop("end"), discharges.group_by(site).agg(counts)])
        return periods.filter(
            pl.col("last") >= t.month_end_stays_min,
            pl.col("last") >= t.month_end_times_min * pl.col("due"),
            pl.col("last") - pl.col("due") >= t.month_end_deviations_min * pl.col("due").sqrt(),
            pl.col("last") >= t.month_end_weekdays_share_min * pl.col("weekday"),
        )

    shown = newly_shown(dated, ("fixmedins_code",), crowded, claims)
    return shown.filter("last").select(*STAY, amount_fen="fund_fen")


SIGNALS = (
    Signal(
        name="split_admission",
        violation="I-04",
        zh="分解住院",
        en="split admissions",
        rule="出院后短期内因同一疾病再入同一机构（放化疗、透析等计划性住院除外）",
        rule_en="back at the same site for the same disease within days, planned cycles aside",
        levels=("institution", "doctor", "patient"),
        needs=("mdtrt.dscg_maindiag_code",),
        key="psn_no",
        find=_split,
        national=(49,),
        lists=("planned_cycles",),
    ),
    Signal(
        name="cut_stay",
        violation="I-38",
        zh="一次住院切成两次",
        en="stays cut in two",
        rule="医嘱离院次日（或当日）因同一疾病再入同一机构，两次住院均计入（长期住院的中途结算除外）",
        rule_en="sent home by order and back at the same site for the same disease by the next "
        "day: both parts, interim settlements of long stays aside",
        levels=("institution", "doctor", "patient"),
        needs=("mdtrt.dscg_maindiag_code", "mdtrt.endtime", "mdtrt.dscg_way"),
        key="psn_no",
        find=_cut,
    ),
    Signal(
        name="month_end_crowd",
        violation="I-38",
        zh="月末集中出院",
        en="discharges crowded at the end of the month",
        rule="机构一月的出院集中于月末最后数日，占比数倍于日历应有水平，相邻月份的月末出院一并列出",
        rule_en="of a site's discharges in a month several times the due share falls on its last "
        "days; those at the ends of the months beside it are told with them",
        levels=("institution", "doctor"),
        needs=("mdtrt.endtime",),
        key="fixmedins_code",
        find=_month_end,
    ),
)
