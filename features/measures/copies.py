"""Stays that are copies of one another: the very same bill, the very same days (I-03).

Care differs from case to case, and so do its days and its cost; what was made up in an office is
written again. Planned returns (dialysis, chemotherapy) are rightly alike and stay aside.
"""

import polars as pl

from features.feature import PROVIDERS, Feature
from features.measures.aggregate import INPATIENT, ratio

_OWN = INPATIENT & ~pl.col("planned")


def _repeated(known: str, *columns: str) -> pl.Expr:
    """The share of stays with a `known` that have in all columns what another of them has."""
    among = _OWN & pl.col(known).is_not_null()
    return ratio(pl.struct(columns).filter(among).is_duplicated().sum(), among.sum())


FEATURES = (
    Feature(
        name="same_bill_share",
        levels=PROVIDERS,
        unit="share",
        zh="同病种同费用住院占比",
        en="stays with the diagnosis and the very cost of another",
        formula="stays whose main diagnosis and medfee_sumamt are those of another of the entity "
        "/ stays with a main diagnosis, planned returns aside",
        direction="high",
        violations=("I-03", "I-08", "D-05"),
        needs=("mdtrt.dscg_maindiag_code",),
        expr=_repeated("diag", "diag", "medfee_fen"),
        since="0.2",
    ),
    Feature(
        name="same_dates_share",
        levels=PROVIDERS,
        unit="share",
        zh="同日入院同日出院占比",
        en="stays of the very days of another",
        formula="stays that began and ended on the days of another of the entity / stays with an "
        "end, planned returns aside",
        direction="high",
        violations=("I-03", "I-01", "D-07"),
        needs=("mdtrt.endtime",),
        expr=_repeated("endtime", "begn", "end"),
        since="0.2",
    ),
)
