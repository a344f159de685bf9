"""The catalogue: every feature and signal by name, and what each violation means.

The single source of labels, formulas and directions; `docs/features.md` and
`docs/signals.md` are generated from it.
"""

import polars as pl

from features.department import DEPARTMENT
from features.doctor import DOCTOR
from features.feature import Feature, Level
from features.institution import INSTITUTION
from features.level import ProfileLevel
from features.measures import FEATURES
from features.office import CLERK, EMPLOYER
from features.patient import PATIENT
from features.signals import SIGNALS, Signal
from features.violations import RULES, VIOLATIONS

PROFILE_LEVELS: dict[str, ProfileLevel] = {
    level.name: level for level in (INSTITUTION, DOCTOR, PATIENT, DEPARTMENT, CLERK, EMPLOYER)
}
"""The levels of profiles. The first three are scored and listed (`features.contract.LEVELS`);
the others are profiled, compared with peers and alerted on, and explain the first three."""


def counted(signal: Signal) -> Feature:
    """The feature that every signal brings: the share of encounters it hits."""
    levels: tuple[Level, ...] = tuple(
        level.name for level in PROFILE_LEVELS.values() if level.name in signal.levels
    )
    return Feature(
        name=f"{signal.name}_share",
        levels=levels,
        unit="share",
        zh=f"{signal.zh}占比",
        en=f"share of encounters with {signal.en}",
        formula=f"encounters hit by {signal.name} / encounters, at most 1",
        direction="high",
        violations=(signal.violation, *signal.also),
        needs=signal.needs,
        expr=pl.col("mdtrt_id").filter(pl.col("signal") == signal.name).n_unique(),
        source="hits",
        counted=True,
    )


CATALOGUE: tuple[Feature, ...] = (*FEATURES, *(counted(signal) for signal in SIGNALS))
"""Every feature of every level."""


def features_of(level: str) -> tuple[Feature, ...]:
    """The features of one level, in catalogue order."""
    return tuple(feature for feature in CATALOGUE if level in feature.levels)


def inputs_of(level: str) -> tuple[Feature, ...]:
    """The features of a level that a model may see.

    Those of claims, not of earlier outcomes, and each cause once, over the whole window.
    """
    return tuple(f for f in features_of(level) if f.tier == "claims" and not f.repeats)


__all__ = [
    "CATALOGUE",
    "PROFILE_LEVELS",
    "RULES",
    "SIGNALS",
    "VIOLATIONS",
    "counted",
    "features_of",
    "inputs_of",
]
