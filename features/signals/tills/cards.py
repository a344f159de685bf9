"""Signals at the till: bursts of cards, accounts emptied."""

import polars as pl

from features.encounters import INPATIENT, PHARMACY, VALID
from features.signals.claims import Claims
from features.signals.signal import Signal

_FEN = 100
_KIND = pl.col("med_type").str.slice(0, 2)


def _card_burst(claims: Claims) -> pl.LazyFrame:
    """A run of settlements at one shop, each within seconds of the last, by many persons.

    Pharmacies only: a hospital has many tills, and its settlements do not name them.
    """
    site = "fixmedins_code"
    gap = (pl.col("setl_time") - pl.col("setl_time").shift().over(site)).dt.total_seconds()
    new_run = (gap > claims.thresholds.burst_gap_seconds).fill_null(value=True)
    persons = pl.col("psn_no").n_unique().over(site, "run")
    return (
        claims.setl.filter(VALID, pl.col("medfee_sumamt") > 0, _KIND.is_in(PHARMACY))
        .sort(site, "setl_time", "setl_id")
        .with_columns(run=new_run.cum_sum().over(site))
        .filter(persons >= claims.thresholds.burst_persons_min)
        .select(
            site, "psn_no", "mdtrt_id", "setl_id",
            day=pl.col("setl_time").dt.date(), amount_fen="medfee_sumamt",
        )
    )  # fmt: skip


def _account_emptied(claims: Claims) -> pl.LazyFrame:
    """In-patients aside, whose own share of a stay may well be all they have saved."""
    t = claims.thresholds
    return claims.setl.filter(
        VALID,
        ~_KIND.is_in(INPATIENT),
        pl.col("acct_pay") >= t.account_spent_min_yuan * _FEN,
        pl.col("balc") <= t.account_left_max_yuan * _FEN,
    ).select(
        "fixmedins_code", "psn_no", "mdtrt_id", "setl_id",
        day=pl.col("setl_time").dt.date(), amount_fen="acct_pay",
    )  # fmt: skip


SIGNALS = (
    Signal(
        name="card_burst",
        violation="P-03",
        zh="短时连续多人刷卡",
        en="bursts of cards at one till",
        rule="同一药店短时间内连续为多名参保人结算",
        rule_en="many persons settled at one pharmacy within seconds of each other",
        levels=("institution", "patient"),
        needs=("setl",),
        key="fixmedins_code",
        find=_card_burst,
    ),
    Signal(
        name="account_emptied",
        violation="P-02",
        zh="个人账户一次清空",
        en="accounts emptied at once",
        rule="一次结算将个人账户余额基本用尽",
        rule_en="one settlement spends nearly all of the personal account",
        levels=("institution", "patient"),
        needs=("setl.acct_pay", "setl.balc"),
        key="psn_no",
        find=_account_emptied,
    ),
)
