"""Visits at which nothing was done."""

import polars as pl

from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER, IN_PERSON
from features.signals.signal import Signal


def _nothing_done(claims: Claims) -> pl.LazyFrame:
    """Two of a day at different sites: one alone may be a talk, or a plan for later."""
    empty = (pl.col("charged_days") > 0) & (pl.col("hollow_days") == pl.col("charged_days"))
    sites = pl.col("fixmedins_code").n_unique().over("psn_no", "begn")
    return (
        claims.encounters.filter(IN_PERSON, empty)
        .filter(sites > 1, claims.settled_now)
        .select(*ENCOUNTER, amount_fen="fund_fen")
    )


SIGNALS = (
    Signal(
        name="nothing_done",
        violation="A-15",
        zh="同日多处空诊",
        en="visits at which nothing was done",
        rule="同一参保人同日在两家及以上机构门诊，均仅收诊察护理类费用",
        rule_en="on one day two or more sites charge a person for nothing but being seen",
        levels=("institution", "doctor", "patient"),
        needs=("setl", "fee"),
        key="psn_no",
        find=_nothing_done,
    ),
)
