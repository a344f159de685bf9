"""Signals of false bills at a pharmacy: own shares waived, prices of two kinds, wrong persons."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.tills.rows import AT_PHARMACY, SITE, in_a_row

_BASIC_INSURANCE = ("310", "390")
_CASH = "2"
_LINE = (SITE, "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")


def _copay_waived(claims: Claims) -> pl.LazyFrame:
    """The fund alone paid all that is in scope; aid to the poor is paid from another purse."""
    paid = pl.col("hifp_pay")
    return claims.setl.filter(
        VALID, AT_PHARMACY, pl.col("insutype").is_in(_BASIC_INSURANCE),
        paid > 0, paid >= pl.col("inscp_scp_amt"),
    ).select(
        SITE, "psn_no", "mdtrt_id", "setl_id",
        day=pl.col("setl_time").dt.date(), amount_fen="hifp_pay",
    )  # fmt: skip


def _dearer_on_the_card(claims: Claims) -> pl.LazyFrame:
    """Dearer than to any cash customer of the shop, so that no day of discounts counts."""
    tolerated = 1 + claims.thresholds.price_tolerance
    cash = (
        claims.inv.filter(pl.col("hi_feesetl_type") == _CASH, pl.col("inv_chg_type") == "sale")
        .group_by(SITE, "med_list_codg")
        .agg(cash_pric=pl.col("pric").max())
    )
    excess = 1 - pl.col("cash_pric") / pl.col("pric")
    return (
        claims.lines.join(cash, on=(SITE, "med_list_codg"))
        .filter(pl.col("pric") > tolerated * pl.col("cash_pric"))
        .select(
            *_LINE,
            amount_fen=(pl.col("det_item_fee_sumamt") * excess).round().cast(pl.Int64),
        )
    )


def _wrong_sex_in_a_row(claims: Claims) -> pl.LazyFrame:
    """One may fetch a drug for a husband or a wife; a row of persons does not."""
    t = claims.thresholds
    sex = pl.col("gend")
    buyers = claims.encounters.filter(
        claims.settled_now, AT_PHARMACY, sex.is_in(("1", "2"))
    ).select("mdtrt_id", "setl_time", "opter_id", of=sex)
    wrong = (
        claims.lines.join(claims.reference["sex_limits"], on="med_list_codg")
        .join(buyers, on="mdtrt_id")
        .filter(sex != pl.col("of"))
    )
    rows = in_a_row(wrong, seconds=t.row_gap_seconds, persons=t.row_persons_min)
    return rows.select(*_LINE, amount_fen="at_issue")


SIGNALS = (
    Signal(
        name="copay_waived",
        violation="P-08",
        zh="药店自付不收",
        en="own shares waived at a pharmacy",
        rule="药店结算范围内费用全部由统筹基金支付、个人零自付",
        rule_en="the fund alone pays all that is in scope at a pharmacy and the person nothing",
        levels=("institution", "patient"),
        needs=("setl.hifp_pay", "setl.inscp_scp_amt", "setl.insutype"),
        key="fixmedins_code",
        find=_copay_waived,
    ),
    Signal(
        name="dearer_on_the_card",
        violation="P-15",
        zh="医保价高于现金价",
        en="dearer on the card than for cash",
        rule="医保结算单价高于同店近三个月同品种全部现金销售单价",
        rule_en="a unit price above what all cash customers of the shop paid in three months",
        levels=("institution", "patient"),
        needs=("fee.pric", "inv.pric", "inv.hi_feesetl_type"),
        key="fixmedins_code",
        find=_dearer_on_the_card,
    ),
    Signal(
        name="wrong_sex_in_a_row",
        violation="P-09",
        zh="连续多人性别与药品不符",
        en="drugs of the other sex on card after card",
        rule="同一药店收银台连续为多名参保人结算与性别不符的药品",
        rule_en="persons one after the other at a pharmacy till are billed drugs of the other sex",
        levels=("institution", "patient"),
        needs=("fee", "psn.gend"),
        key="fixmedins_code",
        find=_wrong_sex_in_a_row,
        national=(67,),
        lists=("sex_limits",),
    ),
)
