"""Stays that are copies of one another: the very same bill (I-03).

Care differs from case to case, and so does its cost; what was made up in an office is written
again. Planned returns (dialysis, chemotherapy) are rightly alike and stay aside.
"""

import polars as pl

from features.feature import PROVIDERS, Feature
from features.measures.aggregate import INPATIENT, ratio

_OWN = INPATIENT & ~pl.col("planned") & pl.col("diag").is_not_null()


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
        rests_on="stays",
        counted=True,
        expr=ratio(pl.struct("diag", "medfee_fen").filter(_OWN).is_duplicated().sum(), _OWN.sum()),
        since="0.2",
    ),
)
