"""Whether the months of an entity changed level within the window, and when (R-01, R-08)."""

import polars as pl

from features.change import shift_of, since
from features.feature import PROVIDERS, Feature


def _shift(name: str, zh: str, en: str, rules: tuple[str, ...]) -> Feature:
    return Feature(
        name=shift_of(name),
        levels=PROVIDERS,
        unit="ratio",
        zh=f"{zh}水平突变",
        en=f"shift of level of {en}",
        formula=f"largest (median of {en} in the months since - in those before) / noise, over "
        "the splits of the window with three months on either side",
        direction="high",
        violations=rules,
        needs=("setl",),
        expr=pl.col(shift_of(name)),
        source="changes",
        since="0.2",
    )


def _months(name: str, zh: str, en: str) -> Feature:
    return Feature(
        name=since(name),
        levels=PROVIDERS,
        unit="count",
        zh=f"{zh}水平突变距今月数",
        en=f"months since the shift of {en}",
        formula=f"months, the last one counted, since {shift_of(name)} happened",
        direction="context",
        violations=(),
        needs=("setl",),
        expr=pl.col(since(name)),
        source="changes",
        since="0.2",
    )


_FOLLOWED = {
    "encounters": ("月人次", "monthly encounters", ("R-08", "I-32")),
    "fund": ("月基金支出", "monthly expenditure of the fund", ("R-08", "R-23")),
    "cost": ("次均费用", "mean cost per encounter", ("R-01",)),
}

FEATURES = tuple(
    feature
    for name, (zh, en, rules) in _FOLLOWED.items()
    for feature in (_shift(name, zh, en, rules), _months(name, zh, en))
)
