"""Beds that nobody lies in: days without treatment, and errands elsewhere meanwhile (I-02)."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.stays.admission import STAY, stays_now


def _hollow(claims: Claims) -> pl.LazyFrame:
    t = claims.thresholds
    share = pl.col("hollow_days") / pl.col("charged_days")
    return (
        stays_now(claims)
        .filter(pl.col("hollow_days") >= t.hollow_days_min, share >= t.hollow_share_min)
        .select(*STAY, amount_fen=(pl.col("medfee_fen") * share).round().cast(pl.Int64))
    )


def _visit_during_stay(claims: Claims) -> pl.LazyFrame:
    """The stay at what the fund paid, and the visits that speak against it, at nothing.

    Strictly inside: the days of admission and discharge may hold an honest visit. The visit
    stands under the hospital that claims the stay; whoever served the person did no wrong.
    """
    own = stays_now(claims).select(*STAY, "begn", "end", amount_fen="fund_fen")
    visits = claims.encounters.filter(~pl.col("inpatient")).select(
        "psn_no", visit="day", visit_id="mdtrt_id", visit_setl="setl_id"
    )
    inside = (pl.col("visit") > pl.col("begn")) & (pl.col("visit") < pl.col("end"))
    pairs = own.join(visits, on="psn_no").filter(inside).sort("mdtrt_id", "visit_id")
    shown = pairs.with_columns(
        mdtrt_id="visit_id", setl_id="visit_setl", day="visit", amount_fen=pl.lit(0, pl.Int64)
    )
    return pl.concat(
        part.select(*STAY, "amount_fen").unique("mdtrt_id", keep="first", maintain_order=True)
        for part in (pairs, shown)
    )


SIGNALS = (
    Signal(
        name="hollow_stay",
        violation="I-02",
        zh="空挂床住院",
        en="hollow stays",
        rule="住院期间多数计费日仅有床位、护理、诊察费用",
        rule_en="on most charged days of the stay nothing but bed, nursing and consultation",
        levels=("institution", "doctor", "patient"),
        needs=("fee",),
        key="mdtrt_id",
        find=_hollow,
        also=("D-07",),
    ),
    Signal(
        name="visit_during_stay",
        violation="I-02",
        zh="住院期间门诊购药",
        en="visits during a stay",
        rule="同一参保人住院期间（不含出入院当日）另有门诊或购药结算",
        rule_en="the same person settles an out-patient or pharmacy visit strictly inside the stay",
        levels=("institution", "doctor", "patient"),
        needs=("setl", "mdtrt"),
        key="psn_no",
        find=_visit_during_stay,
        also=("D-07", "I-03"),
    ),
)
