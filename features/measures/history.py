"""What is already known of an entity: earlier cases and tips (R-18, R-19, R-25).

Shown beside the score and never an input of a model: who was inspected before would otherwise
be inspected again for having been inspected (seed catalogue 5.1, R-22).
"""

import polars as pl

from features.feature import EVERYONE, Feature, Unit


def _known(name: str, unit: Unit, zh: str, en: str, formula: str, rule: str, needs: str) -> Feature:
    return Feature(
        name=name,
        levels=tuple(level for level in EVERYONE if level != "department"),
        unit=unit,
        zh=zh,
        en=en,
        formula=formula,
        direction="high",
        violations=(rule,),
        needs=(needs,),
        expr=pl.col(name),
        source="history",
        tier="history",
        since="0.2",
    )


FEATURES = (
    _known(
        "prior_confirmed", "count", "既往查实案件数", "confirmed cases before",
        "confirmed cases that became known before the end of the month", "R-18", "case",
    ),
    _known(
        "prior_amount", "yuan", "既往查实金额", "confirmed amount before",
        "sum of amount of those cases", "R-18", "case",
    ),
    _known(
        "recent_confirmed", "count", "近 24 个月查实案件数", "confirmed cases of 24 months",
        "those of them that became known in the last 24 months", "R-25", "case",
    ),
    _known(
        "points_of_year", "count", "本年记分", "points of this year",
        "points of cases that became known in the calendar year of the month", "R-25",
        "case.points",
    ),
    _known(
        "points_of_12_months", "count", "近 12 个月记分", "points of twelve months",
        "points of cases that became known in the last twelve months", "R-25", "case.points",
    ),
    _known(
        "blacklisted_days", "days", "列入失信名单天数", "days on the list of the untrustworthy",
        "days from blklst_begndate to the end of the month while the entry is in force, else 0",
        "R-25", "case.blklst_begndate",
    ),
    _known(
        "tips", "count", "近 12 个月举报数", "tips of twelve months",
        "tips received in the last twelve months", "R-19", "tip",
    ),
)  # fmt: skip
