"""What people of the city fall ill with, and how each illness is usually treated."""

from functools import cache

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.conditions.condition import Condition
from pipelines.city.conditions.families import FAMILIES
from pipelines.city.conditions.internal import INTERNAL_ILLNESSES
from pipelines.city.conditions.nerves import NERVES
from pipelines.city.conditions.surgical import SURGICAL
from pipelines.city.conditions.tumours import TUMOURS
from pipelines.city.departments import (
    CANCER,
    CHILDREN,
    DEPARTMENTS,
    EYES,
    GENERAL,
    INTERNAL,
    MATERNITY,
    PSYCHIATRY,
    REHABILITATION,
    SURGERY,
    TCM,
    TEETH,
)

__all__ = [
    "AGES", "CANCER", "CHILDREN", "CONDITIONS", "DEPARTMENTS", "EYES", "GENERAL", "INTERNAL",
    "MATERNITY", "PSYCHIATRY", "REHABILITATION", "SURGERY", "TCM", "TEETH", "Condition",
    "age_class", "condition_of", "conditions_of", "conditions_under", "departments",
    "mild_conditions",
]  # fmt: skip

AGES = (0, 18, 45, 65)
"""Where the four age classes begin."""

CONDITIONS: tuple[Condition, ...] = (
    *INTERNAL_ILLNESSES, *SURGICAL, *NERVES, *FAMILIES, *TUMOURS,
)  # fmt: skip
"""Every illness; people and claims point to it by place."""


@cache
def condition_of(code: str) -> int:
    """The place of a condition in `CONDITIONS` by its ICD-10 code."""
    return next(n for n, condition in enumerate(CONDITIONS) if condition.code == code)


@cache
def conditions_under(*beginnings: str) -> Ints:
    """The places of the conditions whose codes begin in one of some ways, perhaps none."""
    found = [n for n, c in enumerate(CONDITIONS) if c.code.startswith(beginnings)]
    return np.array(found, np.int64)


def conditions_of(*codes: str) -> Ints:
    """The places of several conditions."""
    return np.array([condition_of(code) for code in codes], np.int64)


@cache
def departments() -> Ints:
    """The place in `DEPARTMENTS` of the department that treats each condition."""
    return np.array([DEPARTMENTS.index(c.department) for c in CONDITIONS], np.int64)


@cache
def mild_conditions() -> Ints:
    """The places of the mild conditions that seldom need a bed."""
    found = [n for n, condition in enumerate(CONDITIONS) if condition.mild and condition.stay > 0]
    return np.array(found, np.int64)


def age_class(age: Ints) -> Ints:
    """The age class (0-3) of ages in years."""
    return np.searchsorted(np.array(AGES), age, side="right").astype(np.int64) - 1
