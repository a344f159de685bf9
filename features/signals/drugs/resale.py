"""Signals of drugs fetched to be sold: hoarded, for no illness, with the last of the account."""

import polars as pl

from features.encounters import INPATIENT, PHARMACY, VALID
from features.signals.claims import Claims
from features.signals.drugs.indication import for_no_illness
from features.signals.drugs.stock import supplies, with_left
from features.signals.signal import Signal

_LEVELS = ("institution", "doctor", "patient")
_FEN = 100


def _resaleable(claims: Claims) -> pl.Expr:
    return pl.col("med_list_codg").is_in(claims.reference.codes("resaleable_drugs"))


def _hoarded(claims: Claims) -> pl.LazyFrame:
    """More in hand than anybody needs, whoever sold it. Wards give their own tablets."""
    t = claims.thresholds
    bought = supplies(claims, _resaleable(claims)).filter(pl.col("setting") != "inpatient")
    in_hand = pl.col("left") + pl.col("lasts").sum().over("mdtrt_id", "med_list_codg")
    return (
        with_left(bought, "psn_no", "med_list_codg")
        .filter(
            claims.settled_now,
            pl.col("left") >= t.supply_overlap_days,
            in_hand > t.hoard_days,
        )
        .with_columns(amount_fen="at_issue")
    )


def _unindicated(claims: Claims) -> pl.LazyFrame:
    """A shop knows no diagnosis, and a ward treats what no list foresees."""
    visits = claims.encounters.filter(pl.col("setting").is_in(["outpatient", "chronic"]))
    return for_no_illness(claims, "indications").join(visits, on="mdtrt_id", how="semi")


def _account_to_goods(claims: Claims) -> pl.LazyFrame:
    """At a doctor's desk the account is emptied for what finds a buyer and what is not insured.

    What a shop sells for an account is another matter (P-02), and so is a bill that the
    account just does not cover.
    """
    t = claims.thresholds
    kind = pl.col("med_type").str.slice(0, 2)
    emptied = claims.setl.filter(
        VALID,
        ~kind.is_in([*INPATIENT, *PHARMACY]),
        pl.col("acct_pay") >= t.desk_account_min_yuan * _FEN,
        pl.col("balc") <= t.account_left_max_yuan * _FEN,
        pl.col("fulamt_ownpay_amt") >= t.desk_ownpay_min_yuan * _FEN,
    )
    goods = claims.lines.filter(_resaleable(claims)).join(emptied, on="mdtrt_id", how="semi")
    return goods.with_columns(amount_fen="at_issue")


SIGNALS = (
    Signal(
        name="resaleable_overlap",
        violation="A-07",
        zh="易倒卖药品超量购买",
        en="oversupply of resaleable drugs",
        rule="易倒卖药品在已购药量远未用完时再次购买，累计存量超过上限（跨机构累计）",
        rule_en="a drug with a black market bought again until more is in hand than months need",
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
        rule_en="a visit gives a drug with a black market that no diagnosis of the person needs",
        levels=_LEVELS,
        needs=("fee", "diag"),
        key="mdtrt_id",
        find=_unindicated,
        also=("A-07",),
        national=(70,),
        lists=("indications",),
    ),
    Signal(
        name="account_to_goods",
        violation="D-02",
        zh="清空账户开易倒卖药品",
        en="accounts emptied for resaleable drugs",
        rule="一次门诊将个人账户基本用尽，开具易倒卖药品并含大额自费物品",
        rule_en="a visit empties the account for drugs with a black market and uninsured goods",
        levels=_LEVELS,
        needs=("fee", "setl.acct_pay", "setl.balc", "setl.fulamt_ownpay_amt"),
        key="mdtrt_id",
        find=_account_to_goods,
        also=("I-33",),
        lists=("resaleable_drugs",),
    ),
)
