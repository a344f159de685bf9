"""Benefits for those who cannot have had them: the dead, and prisoners."""

import polars as pl

from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal


def _after_death(claims: Claims) -> pl.LazyFrame:
    """Begun after the day of death; a last stay may be settled later."""
    dead = claims.registered("death").group_by("psn_no").agg(died=pl.col("begndate").max())
    return (
        claims.encounters.filter(claims.settled_now)
        .join(dead, on="psn_no")
        .filter(pl.col("begn") > pl.col("died"))
        .select(*ENCOUNTER, amount_fen="fund_fen")
    )


def _in_prison(claims: Claims) -> pl.LazyFrame:
    """Begun inside a prison term, unless something else is registered, such as a parole."""
    begun = claims.encounters.filter(claims.settled_now)
    since, until = pl.col("begndate"), pl.col("enddate")
    inside = (pl.col("begn") > since) & ((pl.col("begn") < until) | until.is_null())
    covered = (pl.col("begn") >= since) & ((pl.col("begn") <= until) | until.is_null())
    jailed = begun.join(claims.registered("prison"), on="psn_no").filter(inside)
    outside = begun.join(claims.registered("other"), on="psn_no").filter(covered)
    return (
        jailed.join(outside, on="mdtrt_id", how="anti")
        .select(*ENCOUNTER, amount_fen="fund_fen")
        .unique("mdtrt_id", keep="any")
    )


SIGNALS = (
    Signal(
        name="after_death",
        violation="A-14",
        also=("A-02",),
        zh="死亡后享受待遇",
        en="benefits after death",
        rule="参保人死亡次日起仍有就诊、购药结算",
        rule_en="an encounter begun after the day on which the person died",
        levels=("institution", "doctor", "patient"),
        needs=("setl", "ext"),
        key="psn_no",
        find=_after_death,
        certainty="definite",
    ),
    Signal(
        name="in_prison",
        violation="A-14",
        zh="服刑期间享受待遇",
        en="benefits of prisoners",
        rule="参保人服刑期间有就诊、购药结算（另有登记如保外就医者除外）",
        rule_en="an encounter begun inside a prison term, with nothing registered like a parole",
        levels=("institution", "patient"),
        needs=("setl", "ext"),
        key="psn_no",
        find=_in_prison,
    ),
)
