"""Signals of settling for another site: patients keyed in by the pile, strangers on days off."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.signals.signal import Signal

_VISIT = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day")
_MOST = 0.5
_ROOM = ("fixmedins_code", "dr_code")


def _visits(claims: Claims) -> pl.LazyFrame:
    """Visits to consulting rooms of which the doctor is known."""
    return claims.encounters.filter(
        pl.col("setting").is_in(["outpatient", "chronic"]),
        pl.col("dr_code").is_not_null(),
    )


def _by_the_pile(claims: Claims) -> pl.LazyFrame:
    """Visits of a doctor of whom many were keyed in faster than anybody can see patients.

    A month of few piles after one of many is the same practice. Where most visits were keyed in
    so in any month that is seen, the number itself serves others, and every visit under
    it is doubtful. A row of the old is no pile: a carer may have come for a nursing home.
    """
    t = claims.thresholds
    most = (pl.col("share") > _MOST).any().over(_ROOM)
    often = (pl.col("share") >= t.pile_share_min).any().over(_ROOM)
    waited = pl.col("begntime") - pl.col("begntime").shift().over(_ROOM)
    apart = (waited > pl.duration(seconds=t.pile_gap_seconds)).fill_null(value=True)
    series = (*_ROOM, "series")
    old = pl.col("elderly").mean().over(series) > _MOST
    piled = (pl.len().over(series) >= t.pile_visits_min) & ~old.fill_null(value=False)
    return (
        _visits(claims)
        .sort(*_ROOM, "begntime", "mdtrt_id")
        .with_columns(series=apart.cum_sum().over(_ROOM))
        .with_columns(piled=piled)
        .with_columns(share=pl.col("piled").mean().over(*_ROOM, "months_ago"))
        .with_columns(most=most, often=often)
        .filter(claims.settled_now, "often")
        .filter(pl.col("piled") | pl.col("most"))
        .select(*_VISIT, amount_fen="fund_fen")
    )


def _off_duty(claims: Claims) -> pl.LazyFrame:
    """Several patients on a day on which the doctor is off there, and most of them not of here.

    A doctor who stands in elsewhere is on the register of that site, and sees its neighbours.
    """
    t = claims.thresholds
    weeks = claims.dr.filter(VALID).select(*_ROOM, "work_week").drop_nulls()
    off = pl.col("work_week").str.slice(pl.col("begn").dt.weekday() - 1, 1) == "0"
    stranger = (pl.col("live_admdvs") != pl.col("fix_blng_admdvs")).fill_null(value=False)
    strangers = stranger.sum().over(*_ROOM, "begn")
    most = stranger.mean().over(*_ROOM, "begn") >= t.stranger_share_min
    return (
        _visits(claims)
        .filter(claims.settled_now)
        .join(weeks, on=_ROOM)
        .filter(off)
        .filter(stranger, most, strangers >= t.off_duty_strangers_min)
        .select(*_VISIT, amount_fen="fund_fen")
    )


SIGNALS = (
    Signal(
        name="keyed_in_by_the_pile",
        violation="I-32",
        zh="成批录入门诊就诊",
        en="visits keyed in by the pile",
        rule="某医师当月门诊有相当部分以不可能的速度连续录入",
        rule_en="many of a doctor's visits of the month follow each other at an impossible pace",
        levels=("institution", "doctor"),
        needs=("mdtrt.atddr_no",),
        key="fixmedins_code",
        find=_by_the_pile,
        also=("D-10",),
    ),
    Signal(
        name="strangers_on_days_off",
        violation="D-10",
        zh="医师休班日为外区人员结算",
        en="strangers seen on days off",
        rule="医师在本机构休班之日为多名参保人结算门诊，且多居住在其他区",
        rule_en="visits on a day on which the doctor is off, mostly by residents of other areas",
        levels=("institution", "doctor"),
        needs=("mdtrt.atddr_no", "dr.work_week", "psn.live_admdvs", "inst.fix_blng_admdvs"),
        key="dr_code",
        find=_off_duty,
        also=("I-32",),
    ),
)
