"""Persons brought to beds: by coach, for nothing (I-01), by a tout (O-01)."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.stays.admission import STAY, stays, stays_now

_FREE_OF_CHARGE = ("340", "350", "360")
"""`insutype` (A.8) of retired cadres, disabled soldiers and veterans of the Red Army."""


def _mild_group(claims: Claims) -> pl.LazyFrame:
    together = ("fixmedins_code", "begn", "live_admdvs")
    return (
        stays(claims)
        .filter("mild", "elderly", pl.col("live_admdvs").is_not_null())
        .filter(
            pl.col("psn_no").n_unique().over(together) >= claims.thresholds.mild_group_min,
            claims.settled_now,
        )
        .select(*STAY, amount_fen="fund_fen")
    )


def _waived(claims: Claims) -> pl.LazyFrame:
    """Who is assisted, or insured free of charge, pays nothing by right."""
    return (
        stays_now(claims)
        .filter(
            "elderly",
            pl.col("psn_part_fen") == 0,
            pl.col("fund_fen") > 0,
            pl.col("psn_idet_type").is_null(),
            ~pl.col("insutype").is_in(_FREE_OF_CHARGE).fill_null(value=False),
        )
        .select(*STAY, amount_fen="fund_fen")
    )


def _led(claims: Claims) -> pl.LazyFrame:
    """Every trip of two persons, once a second one to another site shows it was no chance.

    An earlier trip is told in the month that shows it, and with it who came along from the same
    place. Cost: the pairs of a site-day.
    """
    pair, occasion = ("psn_no", "psn_no_other"), ("fixmedins_code", "begn")
    mild = stays(claims).filter("companion", "mild", ~pl.col("planned"))
    who = mild.select("mdtrt_id", "psn_no", *occasion, now=claims.settled_now)
    site = pl.col("fixmedins_code")
    led = (
        who.join(who, on=occasion, suffix="_other")
        .filter(pl.col("psn_no") != pl.col("psn_no_other"))
        .with_columns(now=pl.col("now") | pl.col("now_other"))
        .filter(
            site.n_unique().over(pair) > 1,
            pl.col("now") | (site.filter(~pl.col("now")).n_unique().over(pair) == 1),
        )
    )
    trip = (*occasion, "live_admdvs")
    coach = (
        mild.join(led, on="mdtrt_id", how="semi")
        .group_by(trip)
        .agg(led=pl.col("psn_no").n_unique())
        .filter(pl.col("led") >= claims.thresholds.mild_group_min)
    )
    along = stays(claims).filter("mild", ~pl.col("planned")).join(coach, on=trip, how="semi")
    told = pl.concat([led.select("mdtrt_id"), along.select("mdtrt_id")])
    return stays(claims).join(told, on="mdtrt_id", how="semi").select(*STAY, amount_fen="fund_fen")


SIGNALS = (
    Signal(
        name="mild_group_admission",
        violation="I-01",
        zh="轻症老人成批入院",
        en="group admissions of mildly ill elderly",
        rule="同一居住地多名轻症老年参保人同日入院",
        rule_en="several mildly ill elderly persons of one residence area admitted on one day",
        levels=("institution", "doctor"),
        needs=("psn.brdy", "psn.live_admdvs", "mdtrt.dscg_maindiag_code"),
        key="fixmedins_code",
        find=_mild_group,
        lists=("mild_diagnoses",),
    ),
    Signal(
        name="waived_stay",
        violation="I-01",
        zh="老人住院零自付",
        en="stays that cost the elderly nothing",
        rule="非救助、非离休的老年参保人住院，统筹基金支付而个人负担为零",
        rule_en="a stay of an elderly person, neither assisted nor insured free of charge, of "
        "which the fund pays and the person bears nothing",
        levels=("institution", "doctor", "patient"),
        needs=("setl.psn_part_amt", "psn.brdy", "psn.psn_idet_type"),
        key="mdtrt_id",
        find=_waived,
    ),
    Signal(
        name="led_to_wards",
        violation="O-01",
        zh="结伴辗转多院住院",
        en="together from house to house",
        rule="同样的轻症参保人短期内两次以上同日同院入院，且前后不在同一机构；同地同行者一并计入",
        rule_en="the same mildly ill persons admitted on one day at one site, and again at "
        "another, with those who came along from the same place",
        levels=("institution", "patient"),
        needs=("mdtrt.dscg_maindiag_code",),
        key="psn_no",
        find=_led,
        also=("I-01",),
        lists=("mild_diagnoses", "planned_cycles"),
    ),
)
