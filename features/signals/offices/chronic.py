"""Chronic illnesses that exist only on paper."""

import polars as pl

from features.signals.claims import Claims
from features.signals.offices.papers import handled_now, without
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal


def _chronic_on_paper(claims: Claims) -> pl.LazyFrame:
    """Chronic-disease claims by hand of an illness that nobody registered and nothing shows."""
    untested = pl.sum_horizontal("exam_fen", "lab_fen") == 0
    claimed = handled_now(claims).filter(
        pl.col("setting") == "chronic", untested, pl.col("lines") > 0
    )
    return without(claimed, claims, "chronic").select(*ENCOUNTER, amount_fen="fund_fen")


SIGNALS = (
    Signal(
        name="chronic_on_paper",
        violation="A-08",
        zh="无备案无检查的慢特病报销",
        en="a chronic illness only on paper",
        rule="手工报销慢特病费用，既无慢特病备案，又无任何检查化验",
        rule_en="a chronic-disease claim by hand, without registration and without any test",
        levels=("patient", "clerk"),
        needs=("setl.setl_type", "fee", "ext"),
        key="psn_no",
        find=_chronic_on_paper,
    ),
)
