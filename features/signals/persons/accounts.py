"""One person, several accounts."""

import polars as pl

from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal

_IN_FORCE = "1"


def _both_accounts(claims: Claims) -> pl.LazyFrame:
    """Drawn on by turns, or while both are in force.

    Who changed to another account does not come back to the old one, and that one is closed.
    """
    accounts = claims.psn.select("psn_no", "cert_key", "psn_insu_stas")
    double = accounts.filter(
        pl.col("cert_key").is_not_null(), pl.len().over("cert_key") > 1
    ).with_columns(in_force=(pl.col("psn_insu_stas") == _IN_FORCE).fill_null(value=False))
    drawn = claims.encounters.join(double, on="psn_no").select(
        *ENCOUNTER, "cert_key", "in_force", "begn", amount_fen="fund_fen", now=claims.settled_now
    )
    both = _drawn_on_together(drawn)
    return drawn.join(both, on="cert_key", how="semi").filter("now").drop("begn", "now")


def _drawn_on_together(drawn: pl.LazyFrame) -> pl.LazyFrame:
    """The certificates under which it was."""
    used = drawn.group_by("cert_key", "psn_no").agg(
        pl.col("in_force").first(), first=pl.col("begn").min(), last=pl.col("begn").max()
    )
    by_turns = pl.col("first").max() <= pl.col("last").min()
    together = (pl.len() > 1) & (by_turns | pl.col("in_force").all())
    return used.group_by("cert_key").agg(together=together).filter("together")


SIGNALS = (
    Signal(
        name="both_accounts",
        violation="A-09",
        zh="一人多账户交替享受",
        en="benefits under two accounts",
        rule="同一证件的两个及以上参保账户交替结算，或均在保时均有结算",
        rule_en="accounts of one certificate are drawn on by turns, or while all are in force",
        levels=("patient",),
        needs=("setl", "psn.cert_key"),
        key="psn_no",
        find=_both_accounts,
    ),
)
