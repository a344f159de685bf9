"""Signals of personal accounts turned into money: emptied, drawn on in a row."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.tills.rows import AT_PHARMACY, OUTSIDE_WARDS, SITE, in_a_row

_FEN = 100
_WHOLE = pl.col("acct_pay") == pl.col("medfee_sumamt")


def _hits(settled: pl.LazyFrame) -> pl.LazyFrame:
    return settled.select(
        SITE, "psn_no", "mdtrt_id", "setl_id",
        day=pl.col("setl_time").dt.date(), amount_fen="acct_pay",
    )  # fmt: skip


def round_sum(claims: Claims) -> pl.Expr:
    """The account alone paid, in whole hundreds."""
    return _WHOLE & (pl.col("acct_pay") % round(claims.thresholds.round_sum_yuan * _FEN) == 0)


def emptied(claims: Claims) -> pl.Expr:
    """Next to nothing is left of the account."""
    return pl.col("balc") <= claims.thresholds.account_left_max_yuan * _FEN


def _account_emptied(claims: Claims) -> pl.LazyFrame:
    """A bill just as large as the account: who needs more than it holds pays the rest in cash.

    In-patients aside, whose own share of a stay may well be all they have saved.
    """
    least = claims.thresholds.account_spent_min_yuan * _FEN
    large = pl.col("acct_pay") >= least
    return _hits(claims.setl.filter(VALID, OUTSIDE_WARDS, large, _WHOLE, emptied(claims)))


def _accounts_in_a_row(claims: Claims) -> pl.LazyFrame:
    """Each of a row left a round sum at the till, or all that was in the account."""
    t = claims.thresholds
    ended = round_sum(claims) | emptied(claims)
    settled = claims.setl.filter(VALID, AT_PHARMACY, pl.col("acct_pay") > 0, ended)
    return _hits(in_a_row(settled, seconds=t.row_gap_seconds, persons=t.row_persons_min))


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
)
