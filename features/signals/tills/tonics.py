"""Signals of tonics on the personal account: at made-up prices, in bulk, instead of care."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.tills.accounts import emptied, round_sum
from features.signals.tills.rows import OUTSIDE_WARDS, SITE

_LINE = (
    SITE, "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day", "amount_fen",
)  # fmt: skip


def _tonics(claims: Claims) -> pl.LazyFrame:
    return claims.lines.join(claims.reference["tonics"], on="med_list_codg")


def _tonic_price(claims: Claims) -> pl.LazyFrame:
    """Tonics at prices that are none: below cost, or reckoned back from the sum to be drawn.

    A gift box at a round price is cheaper than usual and leaves most of the account.
    """
    t = claims.thresholds
    share = pl.col("pric") / pl.col("listed_pric")
    fitted = round_sum(claims) & ((share > 1) | (pl.col("account_share") >= t.account_share_min))
    odd = (share - 1).abs() > t.price_tolerance
    below_cost = share < t.tonic_price_share_min
    return _on_account(claims).filter(odd, below_cost | emptied(claims) | fitted).select(*_LINE)


def _tonics_in_bulk(claims: Claims) -> pl.LazyFrame:
    packs = pl.col("cnt").sum().over("mdtrt_id")
    return _on_account(claims).filter(packs >= claims.thresholds.tonic_packs_min).select(*_LINE)


def _on_account(claims: Claims) -> pl.LazyFrame:
    """Lines of tonics that the account helped to pay, with what it held and gave."""
    drawn = claims.setl.filter(VALID, OUTSIDE_WARDS, pl.col("acct_pay") > 0)
    paid = pl.col("det_item_fee_sumamt") * pl.col("acct_pay") / pl.col("medfee_sumamt")
    return (
        _tonics(claims)
        .join(
            drawn.sort("setl_time", "setl_id")
            .unique("mdtrt_id", keep="first", maintain_order=True)
            .select("mdtrt_id", "acct_pay", "medfee_sumamt", "balc"),
            on="mdtrt_id",
        )
        .with_columns(
            account_share=pl.col("acct_pay") / (pl.col("acct_pay") + pl.col("balc")),
            amount_fen=paid.round().cast(pl.Int64),
        )
    )


def _only_tonics(claims: Claims) -> pl.LazyFrame:
    """Out-patient visits that charge nothing but tonics, and to the account."""
    tonics = _tonics(claims).group_by("mdtrt_id").agg(tonics=pl.col("det_item_fee_sumamt").sum())
    visits = claims.encounters.filter(claims.settled_now, pl.col("setting") == "outpatient")
    return (
        visits.filter(pl.col("acct_fen") > 0)
        .join(tonics, on="mdtrt_id")
        .filter(pl.col("tonics") >= pl.col("lines_fen"))
        .select(
            SITE, "dr_code", "psn_no", "mdtrt_id", "setl_id", "day", amount_fen="acct_fen",
        )
    )  # fmt: skip


SIGNALS = (
    Signal(
        name="tonic_price_made_up",
        violation="P-02",
        zh="滋补品单价倒算",
        en="tonics at made-up prices",
        rule="个人账户支付的滋补品单价异于常价：不足一半，或恰使账户清空，或凑成整额",
        rule_en="tonics on the account at under half price, or priced to empty it or be round",
        levels=("institution", "patient"),
        needs=("fee.pric", "setl.acct_pay"),
        key="psn_no",
        find=_tonic_price,
        also=("I-29", "P-13"),
        lists=("tonics",),
    ),
    Signal(
        name="tonics_in_bulk",
        violation="P-02",
        zh="账户一次购大量滋补品",
        en="tonics in bulk on the account",
        rule="一次由个人账户支付滋补品数量达到上限",
        rule_en="so many packs of tonics on one bill that the account pays",
        levels=("institution", "patient"),
        needs=("fee", "setl.acct_pay"),
        key="psn_no",
        find=_tonics_in_bulk,
        also=("I-29", "P-13"),
        lists=("tonics",),
    ),
    Signal(
        name="only_tonics",
        violation="I-29",
        zh="门诊仅收滋补品",
        en="visits for nothing but tonics",
        rule="门诊就诊只收取滋补品并由个人账户支付",
        rule_en="out-patient visits that charge nothing but tonics to the personal account",
        levels=("institution", "doctor", "patient"),
        needs=("fee", "setl.acct_pay"),
        key="mdtrt_id",
        find=_only_tonics,
        lists=("tonics",),
    ),
)
