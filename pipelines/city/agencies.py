"""The agencies of the city (经办机构) and their clerks, who settle and pay manual claims."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Ints, Texts
from pipelines.city.institutions import AREAS

CLERKS = 4
"""Clerks of an agency; every area has one agency."""


@dataclass(frozen=True)
class Clerks:
    """Every clerk as arrays: the code that settlements name, and the area of the agency."""

    code: Texts
    area: Ints

    def __len__(self) -> int:
        return len(self.code)


def employ_clerks(areas: int) -> Clerks:
    """The clerks of the agency of each of so many areas, ordered by area."""
    area = np.repeat(np.arange(areas), CLERKS)
    turn = np.tile(np.arange(CLERKS), areas)
    code = np.array([f"J{AREAS[a]}{t + 1:02d}" for a, t in zip(area, turn, strict=True)])
    return Clerks(code, area)
