"""Contributions on too low a base.

An enrolment has no claim: its hits are the encounters of the person under that insurance, and
the fen at issue are the contributions of one month that are short, told once a month.
"""

import polars as pl

from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal
from features.windows import first_day, shift

_FEN = 100


def _declared_low(claims: Claims) -> pl.LazyFrame:
    """Most new employees far below the median of their colleagues.

    Young persons on trial are left out: they begin low, and rise.
    """
    t = claims.thresholds
    colleagues = _employed(claims).filter(~pl.col("newcomer")).group_by("emp_no")
    usual_base = colleagues.agg(
        usual=pl.col("clctstd").median().round().cast(pl.Int64), number=pl.len()
    ).filter(pl.col("number") >= t.colleagues_min)
    on_trial = (pl.col("held_days") <= t.trial_days) & (pl.col("age") <= t.trainee_age_max)
    low = pl.col("clctstd") < t.declared_base_share_max * pl.col("usual")
    most = (pl.len() >= t.newcomers_min) & (low.mean() >= t.newcomers_low_share_min)
    new = _employed(claims).filter("newcomer", ~on_trial.fill_null(value=False))
    declared = new.join(usual_base, on="emp_no").filter(most.over("emp_no"), low)
    return _short(claims, declared, "usual")


def _employed(claims: Claims) -> pl.LazyFrame:
    """Enrolments by employers that are in force in the month at hand."""
    start, end = first_day(claims.month), first_day(shift(claims.month, 1))
    since, until = pl.col("psn_insu_date"), pl.col("paus_insu_date")
    held = claims.enrol.filter(
        pl.col("emp_no").is_not_null() & pl.col("clctstd").is_not_null(),
        (since < end) & ((until >= start) | until.is_null()),
    )
    return held.join(claims.psn.select("psn_no", "brdy"), on="psn_no", how="left").select(
        "psn_no", "insutype", "emp_no", "clctstd",
        held_days=(pl.lit(end) - since).dt.total_days(),
        newcomer=(pl.lit(end) - since).dt.total_days() <= claims.thresholds.newcomer_days,
        age=(since - pl.col("brdy")).dt.total_days() / 365.25,
    )  # fmt: skip


def _below_the_lowest(claims: Claims) -> pl.LazyFrame:
    """A base below the lowest that the law allows."""
    lowest = pl.lit(claims.thresholds.lowest_base_yuan * _FEN).round().cast(pl.Int64)
    held = _employed(claims).with_columns(lowest=lowest)
    return _short(claims, held.filter(pl.col("clctstd") < pl.col("lowest")), "lowest")


def _short(claims: Claims, held: pl.LazyFrame, due: str) -> pl.LazyFrame:
    """The month's encounters under enrolments whose base falls short of `due`."""
    missing = (pl.col(due) - pl.col("base")) * claims.thresholds.contribution_share
    wrong = held.group_by("psn_no", "insutype").agg(
        base=pl.col("clctstd").min(), **{due: pl.col(due).max()}
    )
    once = pl.col("mdtrt_id") == pl.col("mdtrt_id").min().over("psn_no")
    return (
        claims.encounters.filter(claims.settled_now)
        .join(wrong, on=("psn_no", "insutype"))
        .select(
            *ENCOUNTER,
            amount_fen=pl.when(once).then(missing.round().cast(pl.Int64)).otherwise(0),
        )
    )


_NEEDS = ("setl.insutype", "enrol.emp_no", "enrol.clctstd", "enrol.paus_insu_date")

SIGNALS = (
    Signal(
        name="declared_low",
        violation="E-03",
        also=("E-01",),
        zh="新进人员基数普遍偏低",
        en="newcomers on a low base",
        rule="单位多数新参保人员缴费基数明显低于原有人员中位数（青年试用期除外）",
        rule_en=(
            "most new employees of an employer are declared far below the median of their"
            " colleagues, the young on trial left out"
        ),
        levels=("employer",),
        needs=(*_NEEDS, "psn.brdy"),
        key="emp_no",
        find=_declared_low,
    ),
    Signal(
        name="below_lowest_base",
        violation="E-05",
        zh="缴费基数低于下限",
        en="a base below the lowest",
        rule="用人单位申报的缴费基数低于当年下限",
        rule_en="an employer pays on a base below the lowest of the year",
        levels=("employer",),
        needs=_NEEDS,
        key="psn_no",
        find=_below_the_lowest,
        certainty="definite",
    ),
)
