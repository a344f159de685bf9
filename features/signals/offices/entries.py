"""Persons entered twice in the register of enrolments."""

import polars as pl

from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal

_HELD = ("psn_no", "insutype", "psn_insu_date", "paus_insu_date")


def _entered_twice(claims: Claims) -> pl.LazyFrame:
    """Drawn on an enrolment without employer and base, begun while another was in force.

    Only what was drawn is told: an entry that nobody used has cost the fund nothing.
    """
    bare = pl.col("emp_no").is_null() & pl.col("clctstd").is_null()
    second = claims.enrol.filter(bare).select(*_HELD)
    drawn = (
        claims.encounters.filter(claims.settled_now)
        .join(second, on=("psn_no", "insutype"))
        .filter(_in_force())
        .join(claims.enrol.select(*_HELD), on="psn_no", suffix="_first")
    )
    another = pl.col("insutype_first") != pl.col("insutype")
    earlier = pl.col("psn_insu_date_first") < pl.col("psn_insu_date")
    return (
        drawn.filter(another & earlier & _in_force("_first"))
        .select(*ENCOUNTER, amount_fen="fund_fen")
        .unique("mdtrt_id", keep="any")
    )


def _in_force(of: str = "") -> pl.Expr:
    """The enrolment is in force when the encounter begins."""
    since, until = pl.col(f"psn_insu_date{of}"), pl.col(f"paus_insu_date{of}")
    return (pl.col("begn") >= since) & ((pl.col("begn") <= until) | until.is_null())


SIGNALS = (
    Signal(
        name="entered_twice",
        violation="G-03",
        zh="重复参保后享受待遇",
        en="benefits under a second entry",
        rule="已在保又重复登记另一险种（无单位、无基数），并按后者享受待遇",
        rule_en=(
            "drawn on an enrolment without employer and base that was entered while another"
            " insurance was in force"
        ),
        levels=("patient",),
        needs=("setl.insutype", "enrol.paus_insu_date", "enrol.clctstd", "enrol.emp_no"),
        key="psn_no",
        find=_entered_twice,
    ),
)
