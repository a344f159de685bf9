"""How much more than like cases in all: what is at stake, in money, days and stays.

A share says how unusual an entity is, these say how much hangs on it: an inspector asks both.
Only what lies above the expectation counts, so that cheap cases do not pay for dear ones.
"""

import polars as pl

from features.feature import PROVIDERS, Feature, Unit
from features.measures.aggregate import FEN_PER_YUAN, INPATIENT, distinct


def _excess(
    name: str,
    unit: Unit,
    labels: tuple[str, str],
    formula: str,
    behind: tuple[tuple[str, ...], str],
    expr: pl.Expr,
) -> Feature:
    (zh, en), (violations, need) = labels, behind
    return Feature(
        name=name,
        levels=PROVIDERS,
        unit=unit,
        zh=zh,
        en=en,
        formula=formula,
        direction="high",
        violations=violations,
        needs=(need,),
        rests_on="stays",
        expr=expr,
        since="0.2",
    )


def _above(column: str, expected: str) -> pl.Expr:
    return (pl.col(column) - pl.col(expected)).clip(0).filter(INPATIENT).sum()


FEATURES = (
    _excess(
        "excess_cost", "yuan", ("超同病种住院费用", "cost above like cases"),
        "sum over stays of medfee_sumamt above the mean cost of like cases",
        (("I-21", "I-40", "D-11"), "setl"), _above("medfee_fen", "expected_fen") / FEN_PER_YUAN,
    ),
    _excess(
        "excess_days", "days", ("超同病种住院日", "days of stay above like cases"),
        "sum over stays of days above the mean stay of like cases",
        (("I-11", "I-02"), "mdtrt.endtime"), _above("los_days", "expected_los"),
    ),
    _excess(
        "repeat_stays", "count", ("重复住院人次", "stays beyond the first of a person"),
        "in-patient encounters less different in-patients",
        (("I-04", "A-11"), "setl"),
        INPATIENT.sum() - distinct("psn_no", INPATIENT).cast(pl.Int64),
    ),
    _excess(
        "same_site_returns", "count",
        ("30 日内同院再住院人次", "returns to the same site within 30 days"),
        "stays within readmission_days of a discharge from the same site, planned ones aside",
        (("I-04",), "mdtrt.endtime"), (pl.col("readmitted_same_site") & INPATIENT).sum(),
    ),
)  # fmt: skip
