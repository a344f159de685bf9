"""Signals of drugs fetched to be sold: hoarded, for no illness, with the last of the account."""

import polars as pl

from features.encounters import INPATIENT, PHARMACY, VALID
from features.signals.claims import Claims
from features.signals.drugs.indication import for_no_illness
from features.signals.drugs.stock import supplies, with_left
from features.signals.signal import Signal

_LEVELS = ("institution", "doctor", "patient")
_FEN = 100


def _resaleable(lines: pl.LazyFrame, claims: Claims) -> pl.LazyFrame:
    return lines.join(claims.reference["resaleable_drugs"], on="med_list_codg", how="semi")


def _hoarded(claims: Claims) -> pl.LazyFrame:
    """Whoever sold it: the buyer knows what is left. Wards give their own tablets."""
    bought = _resaleable(supplies(claims), claims).filter(pl.col("setting") != "inpatient")
    return (
        with_left(bought, "psn_no", "med_list_codg")
        .filter(claims.settled_now, pl.col("left") >= claims.thresholds.hoard_days)
        .with_columns(amount_fen="at_issue")
    )


def _unindicated(claims: Claims) -> pl.LazyFrame:
    """A shop knows no diagnosis, and a ward treats what no list foresees."""
    visits = claims.encounters.filter(pl.col("setting").is_in(["outpatient", "chronic"]))
    return for_no_illness(claims, "indications").join(visits, on="mdtrt_id", how="semi")


def _account_to_goods(claims: Claims) -> pl.LazyFrame:
    """A visit that empties the account and hands out drugs that find a buyer.

    At a doctor's desk: what a shop sells for an account is another matter (P-02).
    """
    t = claims.thresholds
    kind = pl.col("med_type").str.slice(0, 2)
    emptied = claims.setl.filter(
        VALID,
        ~kind.is_in([*INPATIENT, *PHARMACY]),
        pl.col("acct_pay") >= t.account_spent_min_yuan * _FEN,
        pl.col("balc") <= t.account_left_max_yuan * _FEN,
    )
    return _resaleable(claims.lines, claims).join(emptied, on="mdtrt_id", how="semi").with_columns(
        amount_fen="at_issue"
    )


SIGNALS = (
    Signal(
        name="resaleable_overlap",
        violation="A-07",
        zh="易倒卖药品超量购买",
        en="oversupply of resaleable drugs",
        rule="易倒卖药品在已购药量远未用完时再次购买（跨机构累计）",
        rule_en="a drug with a black market bought anywhere while much of the supply must be left",
        levels=_LEVELS,
        needs=("fee",),
        key="psn_no",
        find=_hoarded,
        lists=("resaleable_drugs", "pack_days"),
    ),
    Signal(
        name="resaleable_unindicated",
        violation="I-33",
        zh="无相应疾病开具易倒卖药品",
        en="resaleable drugs for no illness",
        rule="门诊开具易倒卖药品而参保人近期诊断均不在其适应症内",
        rule_en="a visit gives a drug with a black market that none of the person's diagnoses needs",
        levels=_LEVELS,
        needs=("fee", "diag"),
        key="mdtrt_id",
        find=_unindicated,
        national=(70,),
        lists=("indications",),
    ),
    Signal(
        name="account_to_goods",
        violation="D-02",
        zh="清空账户开易倒卖药品",
        en="accounts emptied for resaleable drugs",
        rule="一次门诊将个人账户基本用尽且开具易倒卖药品",
        rule_en="a visit spends nearly all of the account and gives drugs with a black market",
        levels=_LEVELS,
        needs=("fee", "setl.acct_pay", "setl.balc"),
        key="mdtrt_id",
        find=_account_to_goods,
        also=("I-33",),
        lists=("resaleable_drugs",),
    ),
)
