"""Signals of what a site uploads: late, a sum unlike its lines, settlements cancelled for good."""

import polars as pl

from features.encounters import INPATIENT, VALID
from features.signals.claims import LOOKBACK_MONTHS, Claims
from features.signals.signal import Signal
from features.windows import first_day, trailing

_SETTLEMENT = ("fixmedins_code", "psn_no", "mdtrt_id", "setl_id")
_FEN = 100
_ONLINE = "2"
_REFUND = pl.col("refd_setl_flag").eq_missing("1")
_KIND = pl.col("med_type").str.slice(0, 2)
_PACKAGE = "51"
_DAY = pl.col("setl_time").dt.date()


def _at_the_till(claims: Claims) -> pl.LazyFrame:
    """Settlements made by the site itself: what an office settles by hand is late by nature."""
    return claims.setl.filter(VALID, pl.col("setl_type").fill_null(_ONLINE) == _ONLINE)


def _late(claims: Claims) -> pl.LazyFrame:
    """Beyond what an outage excuses; at a site with many such, what is late by days as well."""
    t = claims.thresholds
    waited = pl.col("crte_time") - pl.col("setl_time")
    late = waited >= pl.duration(days=t.upload_late_days)
    site = "fixmedins_code"
    slow = (late.sum().over(site) >= t.upload_late_min) & (
        late.mean().over(site) >= t.upload_late_share_min
    )
    by_days = waited >= pl.duration(days=t.upload_slow_days)
    return (
        _at_the_till(claims)
        .filter(~_REFUND)
        .filter(late | (slow & by_days))
        .select(*_SETTLEMENT, day=_DAY, amount_fen="fund_pay_sumamt")
    )


def _unlike_its_lines(claims: Claims) -> pl.LazyFrame:
    """Visits by settlement, from the month's lines; stays as a whole, from those of the window.

    A settlement without any line was not itemised, which is another matter; the package of care
    before a birth has no complete lines (A.9, trap 6).
    """
    least = claims.thresholds.header_gap_min_yuan * _FEN
    gap = (pl.col("billed") - pl.col("lines")).abs()
    return (
        pl.concat([_visits(claims), _stays(claims)])
        .filter(gap >= least)
        .select(*_SETTLEMENT, "day", amount_fen=gap)
    )


def _visits(claims: Claims) -> pl.LazyFrame:
    by_settlement = (
        claims.fee.filter(VALID, pl.col("setl_id").is_not_null())
        .group_by("setl_id")
        .agg(lines=pl.col("det_item_fee_sumamt").sum())
    )
    return (
        _at_the_till(claims)
        .filter(~_REFUND, ~_KIND.is_in((*INPATIENT, _PACKAGE)))
        .join(by_settlement, on="setl_id")
        .select(*_SETTLEMENT, "lines", day=_DAY, billed="medfee_sumamt")
    )


def _stays(claims: Claims) -> pl.LazyFrame:
    """Those that began within the months seen: of longer ones not all lines are at hand."""
    whole = pl.col("begn") >= first_day(trailing(claims.month, LOOKBACK_MONTHS)[0])
    return claims.encounters.filter(
        "inpatient", whole, claims.settled_now, pl.col("setl_type").fill_null(_ONLINE) == _ONLINE
    ).select(*_SETTLEMENT, pl.col("lines_fen").alias("lines"), "day", billed="medfee_fen")


def _cancelled_for_good(claims: Claims) -> pl.LazyFrame:
    """Refunds at a site that cancels many, after which the person was not settled anew there."""
    t, site = claims.thresholds, "fixmedins_code"
    anew = _at_the_till(claims).filter(~_REFUND).select(site, "psn_no", later="setl_time")
    settled = (~_REFUND).sum().over(site)
    refunds = _at_the_till(claims).with_columns(settled=settled).filter(_REFUND)
    answered = (
        refunds.join(anew, on=[site, "psn_no"])
        .filter(pl.col("later") >= pl.col("setl_time"))
        .select("setl_id")
    )
    alone = pl.len().over(site)
    many = (alone >= t.cancelled_min) & (alone >= t.cancelled_share_min * pl.col("settled"))
    return (
        refunds.join(answered, on="setl_id", how="anti")
        .filter(many)
        .select(*_SETTLEMENT, day=_DAY, amount_fen=-pl.col("fund_pay_sumamt"))
    )


SIGNALS = (
    Signal(
        name="late_upload",
        violation="I-36",
        zh="结算数据迟传",
        en="settlements uploaded late",
        rule="联网结算数据在结算多日之后才上传（同月多次迟传的机构，数日即计）",
        rule_en="an online settlement uploaded many days after it was made, or a few days where "
        "the site did so several times in the month",
        levels=("institution",),
        needs=("setl.crte_time",),
        key="fixmedins_code",
        find=_late,
        also=("P-16",),
        national=(41,),
    ),
    Signal(
        name="header_unlike_lines",
        violation="I-36",
        zh="结算总额与明细不符",
        en="totals unlike their lines",
        rule="结算总额与其费用明细合计不一致",
        rule_en="the total of a settlement differs from the sum of its lines",
        levels=("institution",),
        needs=("fee.setl_id",),
        key="mdtrt_id",
        find=_unlike_its_lines,
        also=("P-16",),
        national=(36,),
    ),
    Signal(
        name="cancelled_for_good",
        violation="I-36",
        zh="大量退费未重新结算",
        en="cancelled and never settled again",
        rule="机构退费比例高，且退费后该参保人未在本机构重新结算",
        rule_en="a refund, at a site that makes many, after which the person is not settled anew",
        levels=("institution",),
        needs=("setl.refd_setl_flag",),
        key="fixmedins_code",
        find=_cancelled_for_good,
        also=("P-16",),
        national=(36,),
        of_cancelled=True,
    ),
)
