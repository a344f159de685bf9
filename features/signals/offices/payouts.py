"""What an insurer or an agency pays out: how late, and how much less than is due."""

import polars as pl

from features.signals.claims import Claims
from features.signals.offices.papers import BY_HAND
from features.signals.persons.presence import ENCOUNTER, LINE
from features.signals.signal import Signal

_OWN_PAY = pl.col("chrgitm_lv") == "03"
"""Charged as outside the catalogue (丙, A.8)."""


def _late_payout(claims: Claims) -> pl.LazyFrame:
    """Paid out later than the contract with the insurer allows."""
    days = (pl.col("dfr_time").dt.date() - pl.col("day")).dt.total_days()
    late = claims.encounters.filter(claims.settled_now, days > claims.thresholds.payout_days_max)
    return late.select(*ENCOUNTER, amount_fen="fund_fen")


def _left_out(claims: Claims) -> pl.LazyFrame:
    """Lines left to the person, of items that nearly everybody charges as covered."""
    later = claims.encounters.filter(pl.col("dfr_time").is_not_null(), ~BY_HAND)
    told = claims.lines.filter(pl.col("chrgitm_lv").is_not_null())
    left = told.filter(_OWN_PAY).join(later.select("mdtrt_id"), on="mdtrt_id", how="semi")
    covered = (
        told.join(left, on="med_list_codg", how="semi")
        .group_by("med_list_codg")
        .agg(own=_OWN_PAY.mean())
        .filter(pl.col("own") <= claims.thresholds.own_pay_share_max)
    )
    return left.join(covered, on="med_list_codg", how="semi").select(
        *LINE, amount_fen="det_item_fee_sumamt"
    )


SIGNALS = (
    Signal(
        name="late_payout",
        violation="G-08",
        zh="拨付超期",
        en="a late payout",
        rule="结算至拨付超过约定期限",
        rule_en="more days from the settlement to the payout than the contract allows",
        levels=("clerk",),
        needs=("setl.dfr_time",),
        key="mdtrt_id",
        find=_late_payout,
    ),
    Signal(
        name="left_out",
        violation="G-08",
        zh="赔付漏计目录内项目",
        en="covered items left out of a payout",
        rule="另行拨付的结算中，通常按目录内收取的项目被计为自费",
        rule_en="an item nearly always charged as covered is left to the person in a payout",
        levels=("clerk",),
        needs=("setl.dfr_time", "fee.chrgitm_lv"),
        key="med_list_codg",
        find=_left_out,
    ),
)
