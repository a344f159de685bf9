"""Dear care soon after an enrolment that looks bought."""

import polars as pl

from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal

_FEN = 100
_RETIRED = "12"


def _soon_after_enrolment(claims: Claims) -> pl.LazyFrame:
    """Dear care of employees who are new, and either late in life or far below their colleagues.

    Where all are paid little, on the lowest base, and at once or again and again. A young person
    with the wage of the others is simply ill in a new job.
    """
    t = claims.thresholds
    dear = (
        claims.encounters.filter(pl.col("medfee_fen") >= t.newcomer_fee_min_yuan * _FEN)
        .with_columns(again=pl.len().over("psn_no") > 1)
        .filter(claims.settled_now)
        .drop("emp_no", "clctstd")
    )
    since = (pl.col("begn") - pl.col("psn_insu_date")).dt.total_days()
    retired = pl.col("psn_type").str.starts_with(_RETIRED).fill_null(value=False)
    late = (pl.col("age") >= t.newcomer_late_age) & ~retired
    low = pl.col("clctstd") < t.newcomer_base_share_max * pl.col("usual")
    lowest = pl.col("clctstd") <= round(t.lowest_base_yuan * _FEN)
    bought = lowest & ((since <= t.early_care_days) | pl.col("again"))
    return (
        dear.join(_employed(claims), on=("psn_no", "insutype"))
        .filter(since.is_between(0, t.newcomer_days), late | low | bought)
        .select(*ENCOUNTER, amount_fen="fund_fen")
        .unique("mdtrt_id", keep="any")
    )


def _employed(claims: Claims) -> pl.LazyFrame:
    """Enrolments by an employer, beside the median base of the colleagues."""
    employed = claims.enrol.filter(pl.col("emp_no").is_not_null()).select(
        "psn_no", "insutype", "emp_no", "psn_insu_date", "clctstd", "psn_type"
    )
    usual = employed.group_by("emp_no").agg(usual=pl.col("clctstd").median())
    return employed.join(usual, on="emp_no")


SIGNALS = (
    Signal(
        name="soon_after_enrolment",
        violation="A-06",
        also=("E-01",),
        zh="参保后短期大额就医",
        en="dear care soon after enrolment",
        rule="单位参保后短期内发生大额费用，且参保时年龄偏大，或缴费基数明显低于同单位，"
        "或按下限缴费而参保即住院、反复住院",
        rule_en=(
            "dear care soon after an employer enrolled the person, late in life, or on a base far"
            " below the colleagues', or on the lowest there is and at once or repeatedly"
        ),
        levels=("institution", "patient", "employer"),
        needs=("setl", "enrol.psn_insu_date", "enrol.emp_no", "enrol.clctstd", "psn.brdy"),
        key="psn_no",
        find=_soon_after_enrolment,
    ),
)
