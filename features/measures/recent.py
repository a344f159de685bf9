"""The last month and the last three beside the whole window, and which way they point (R-01).

Made of features that exist: the same expression over the rows of fewer months, and the ratio of
the last three months to the whole window. Growth of totals is in `growth`.

Shown, alerted on and compared with peers, but no input of a model: one cause would count four
times, thrice of them over fewer and noisier encounters (decision 005).
"""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from features.feature import Feature, Level
from features.measures import calendar, mix, money, people, stays
from features.measures.aggregate import ratio

_FOLLOWED = (
    *("fee_per_stay", "fee_per_visit", "fee_per_day", "cost_index"),
    *("los_mean", "los_index", "readmission_share", "hollow_day_share", "short_stay_share"),
    *("mild_share", "drug_share", "test_share", "treatment_share", "material_share"),
    *("no_copay_share", "elderly_share", "night_share", "month_end_discharge_share"),
)
"""What is followed: cost, length, mix, and who is admitted."""

_BASES = {
    feature.name: feature
    for room in (money, mix, stays, people, calendar)
    for feature in room.FEATURES
}
_OF_THREE: tuple[Level, ...] = ("institution", "doctor")
_OF_ONE: tuple[Level, ...] = ("institution",)


def _over(feature: Feature, months: int, levels: tuple[Level, ...], zh: str, en: str) -> Feature:
    return replace(
        feature,
        name=f"{feature.name}_{months}m",
        levels=tuple(level for level in feature.levels if level in levels),
        zh=_joined(zh, feature.zh),
        en=f"{feature.en}, {en}",
        formula=f"{feature.formula}; {en}",
        window=months,
        repeats=True,
        since="0.2",
    )


def _joined(when: str, label: str) -> str:
    """A number stands apart from Chinese text."""
    return f"{when} {label}" if label[0].isdigit() else f"{when}{label}"


def _trend(feature: Feature) -> Feature:
    return replace(
        feature,
        name=f"{feature.name}_trend",
        levels=tuple(level for level in feature.levels if level in _OF_THREE),
        unit="ratio",
        zh=_joined("近 3 个月与全期", f"{feature.zh}之比"),
        en=f"{feature.en}, last three months over the whole window",
        formula=f"{feature.name} of the last three months / of the whole window",
        direction="both",
        violations=tuple(dict.fromkeys((*feature.violations, "R-01"))),
        expr=ratio(pl.col(f"{feature.name}_3m"), pl.col(feature.name)),
        source="values",
        counted=False,
        window=3,
        repeats=True,
        since="0.2",
    )


def _followed() -> Iterator[Feature]:
    for feature in (_BASES[name] for name in _FOLLOWED):
        yield _over(feature, 1, _OF_ONE, "近 1 个月", "last month")
        yield _over(feature, 3, _OF_THREE, "近 3 个月", "last three months")
        yield _trend(feature)


FEATURES = tuple(_followed())
