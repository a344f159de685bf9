"""Signals of personal accounts turned into money: emptied, drawn on in a row, for tonics."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.tills.rows import AT_PHARMACY, OUTSIDE_WARDS, SITE, in_a_row

_FEN = 100
_LINE = (
    SITE, "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day", "amount_fen",
)  # fmt: skip
_WHOLE = pl.col("acct_pay") == pl.col("medfee_sumamt")


def _hits(settled: pl.LazyFrame) -> pl.LazyFrame:
    return settled.select(
        SITE, "psn_no", "mdtrt_id", "setl_id",
        day=pl.col("setl_time").dt.date(), amount_fen="acct_pay",
    )  # fmt: skip


def _round_sum(claims: Claims) -> pl.Expr:
    """The account alone paid, in whole hundreds."""
    return _WHOLE & (pl.col("acct_pay") % round(claims.thresholds.round_sum_yuan * _FEN) == 0)


def _emptied(claims: Claims) -> pl.Expr:
    return pl.col("balc") <= claims.thresholds.account_left_max_yuan * _FEN


def _account_emptied(claims: Claims) -> pl.LazyFrame:
    """A bill just as large as the account: who needs more than it holds pays the rest in cash.

    In-patients aside, whose own share of a stay may well be all they have saved.
    """
    least = claims.thresholds.account_spent_min_yuan * _FEN
    large = pl.col("acct_pay") >= least
    return _hits(claims.setl.filter(VALID, OUTSIDE_WARDS, large, _WHOLE, _emptied(claims)))


def _accounts_in_a_row(claims: Claims) -> pl.LazyFrame:
    """Each of a row left a round sum at the till, or all that was in the account."""
    t = claims.thresholds
    ended = _round_sum(claims) | _emptied(claims)
    settled = claims.setl.filter(VALID, AT_PHARMACY, pl.col("acct_pay") > 0, ended)
    return _hits(in_a_row(settled, seconds=t.row_gap_seconds, persons=t.row_persons_min))


def _tonics(claims: Claims) -> pl.LazyFrame:
    return claims.lines.join(claims.reference["tonics"], on="med_list_codg")


def _tonic_price(claims: Claims) -> pl.LazyFrame:
    """Tonics at prices that are none: below cost, or reckoned back from the sum to be drawn.

    A gift box at a round price is cheaper than usual and leaves most of the account.
    """
    t = claims.thresholds
    share = pl.col("pric") / pl.col("listed_pric")
    round_sum = _round_sum(claims) & (
        (share > 1) | (pl.col("account_share") >= t.account_share_min)
    )
    odd = (share - 1).abs() > t.price_tolerance
    below_cost = share < t.tonic_price_share_min
    return _on_account(claims).filter(odd, below_cost | _emptied(claims) | round_sum).select(*_LINE)


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
        name="account_emptied",
        violation="P-02",
        zh="个人账户一次清空",
        en="accounts emptied at once",
        rule="一次结算金额恰好用尽个人账户余额",
        rule_en="one settlement costs just as much as the personal account holds",
        levels=("institution", "patient"),
        needs=("setl.acct_pay", "setl.balc"),
        key="psn_no",
        find=_account_emptied,
        also=("I-29", "P-13"),
    ),
    Signal(
        name="accounts_in_a_row",
        violation="P-13",
        zh="连续多人整额划卡或清空账户",
        en="round sums drawn from accounts in a row",
        rule="同一药店收银台连续为多名参保人划取整额或清空个人账户",
        rule_en="persons in a row at a pharmacy till leave a round sum, or all they have",
        levels=("institution", "patient"),
        needs=("setl.acct_pay",),
        key="fixmedins_code",
        find=_accounts_in_a_row,
        also=("P-02",),
    ),
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
