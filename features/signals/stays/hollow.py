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
    return _visits_inside(claims).select(*STAY, "amount_fen").unique("mdtrt_id", keep="any")


def _errand(claims: Claims) -> pl.LazyFrame:
    """The stay at what the fund paid, and the visits that show the empty bed, at nothing.

    The visits stand under the hospital: whoever served the person has done no wrong.
    """
    untreated = pl.col("last_treated").is_null() | (pl.col("visit") > pl.col("last_treated"))
    seen = _visits_inside(claims).filter(untreated)
    shown = seen.with_columns(
        mdtrt_id="visit_id", setl_id="visit_setl", day="visit", amount_fen=pl.lit(0, pl.Int64)
    )
    return pl.concat(
        part.select(*STAY, "amount_fen")
        .sort("mdtrt_id", *STAY[:-2])
        .unique("mdtrt_id", keep="first", maintain_order=True)
        for part in (seen, shown)
    )


def _visits_inside(claims: Claims) -> pl.LazyFrame:
    """Each stay with each visit elsewhere, strictly inside it.

    The days of admission and discharge may hold an honest visit, relatives may fetch what a
    chronic illness needs, and a house may bill its own patients at another counter.
    """
    own = stays_now(claims).select(*STAY, "begn", "end", "last_treated", amount_fen="fund_fen")
    visits = claims.encounters.filter(~pl.col("inpatient"), pl.col("setting") != "chronic").select(
        "psn_no",
        visit="day",
        visit_id="mdtrt_id",
        visit_setl="setl_id",
        visit_site="fixmedins_code",
    )
    return own.join(visits, on="psn_no").filter(
        pl.col("visit") > pl.col("begn"),
        pl.col("visit") < pl.col("end"),
        pl.col("visit_site") != pl.col("fixmedins_code"),
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
        rule="同一参保人住院期间（不含出入院当日）在其他机构另有门诊或购药结算（慢特病除外）",
        rule_en="the same person settles an out-patient or pharmacy visit elsewhere strictly "
        "inside the stay, chronic refills aside",
        levels=("institution", "doctor", "patient"),
        needs=("setl", "mdtrt"),
        key="psn_no",
        find=_visit_during_stay,
    ),
    Signal(
        name="errand_during_stay",
        violation="I-02",
        zh="停止治疗后在院外就诊购药",
        en="errands of untreated in-patients",
        rule="住院已无检查治疗用药后、出院之前，参保人在其他机构就诊或购药",
        rule_en="the person is seen elsewhere while still in the ward, after its last treatment",
        levels=("institution", "doctor", "patient"),
        needs=("fee", "setl", "mdtrt.endtime"),
        key="psn_no",
        find=_errand,
        also=("D-07",),
    ),
)
