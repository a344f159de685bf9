"""Persons who go to too many doctors, or too dear ones."""

import polars as pl

from features.reference import starts_with_any
from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER, IN_PERSON
from features.signals.signal import Signal

_FEN = 100


def _many_sites(claims: Claims) -> pl.LazyFrame:
    """Purchases aside, which may well follow a visit."""
    of_day = ("psn_no", "begn")
    visits = claims.encounters.filter(IN_PERSON)
    return visits.filter(
        pl.len().over(of_day) >= claims.thresholds.visits_of_a_day_min,
        pl.col("fixmedins_code").n_unique().over(of_day) > 1,
        claims.settled_now,
    ).select(*ENCOUNTER, amount_fen="fund_fen")


def _dear_visit(claims: Claims) -> pl.LazyFrame:
    """Against the median of like illnesses; what is registered as chronic has its own limits."""
    t = claims.thresholds
    visits = claims.encounters.filter(pl.col("setting") == "outpatient")
    usual = visits.group_by("case_group").agg(usual_fen=pl.col("medfee_fen").median())
    grave = starts_with_any("diag", claims.reference.codes("grave_diagnoses"))
    return (
        visits.filter(
            claims.settled_now,
            ~grave,
            pl.col("fund_fen") >= t.dear_visit_min_yuan * _FEN,
            pl.col("drug_fen") >= t.dear_visit_drug_share_min * pl.col("lines_fen"),
        )
        .join(usual, on="case_group")
        .filter(pl.col("medfee_fen") >= t.dear_visit_ratio_min * pl.col("usual_fen"))
        .select(
            *ENCOUNTER,
            amount_fen=(
                pl.col("fund_fen") * (1 - pl.col("usual_fen") / pl.col("medfee_fen"))
            ).round().cast(pl.Int64),
        )
    )  # fmt: skip


SIGNALS = (
    Signal(
        name="many_sites_one_day",
        violation="A-11",
        zh="同日多家机构就医",
        en="many visits on one day",
        rule="同一参保人同日在两家及以上机构门诊三次及以上（购药不计）",
        rule_en="three or more visits of one person on one day at two or more sites, not purchases",
        levels=("institution", "patient"),
        needs=("setl",),
        key="psn_no",
        find=_many_sites,
    ),
    Signal(
        name="dear_visit",
        violation="A-12",
        zh="单次大额用药门诊",
        en="dear visits for drugs",
        rule="门诊一次以药费为主，费用为同类病例中位数数倍（重特大疾病、慢特病除外）",
        rule_en=(
            "a visit that is mostly drugs and costs several times the median of like cases,"
            " grave and registered illnesses aside"
        ),
        levels=("institution", "doctor", "patient"),
        needs=("fee", "mdtrt.dscg_maindiag_code"),
        key="mdtrt_id",
        find=_dear_visit,
        lists=("grave_diagnoses",),
    ),
)
