"""Persons in hospital who come from another hospital or go on to one: beds taken in turns.

What one house may not bill twice, two can: a stay is cut in two, or persons are passed round. Both
ends are told, for who receives is seldom who arranges. Honest referrals are common, so only more of
them than among the peers says anything.
"""

import polars as pl

from features.feature import EVERYONE, PROVIDERS, Feature, Level
from features.measures.aggregate import INPATIENT, share


def _handover(
    name: str, levels: tuple[Level, ...], zh: str, en: str, formula: str, flag: str
) -> Feature:
    return Feature(
        name=name,
        levels=levels,
        unit="share",
        zh=zh,
        en=en,
        formula=formula,
        direction="high",
        violations=("I-04", "I-37", "A-11"),
        needs=("mdtrt.endtime",),
        rests_on="stays",
        counted=True,
        expr=share(pl.col(flag), INPATIENT),
        since="0.2",
    )


FEATURES = (
    _handover(
        "from_elsewhere_share", EVERYONE,
        "30 日内他院转来住院占比", "stays soon after one elsewhere",
        "stays within readmission_days of the last discharge, if from another site, planned ones "
        "aside / stays",
        "from_elsewhere",
    ),
    _handover(
        "sent_onward_share", PROVIDERS,
        "30 日内转往他院住院占比", "stays soon before one elsewhere",
        "stays within readmission_days of whose end the person's next stay begins, if at another "
        "site, planned ones aside / stays",
        "sent_onward",
    ),
)  # fmt: skip
