"""The employers of the city, who enrol and pay for their employees."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Ints, Texts
from pipelines.city.dice import dice
from pipelines.city.institutions import AREAS


@dataclass(frozen=True)
class Employers:
    """Every employer as arrays: its number and area, and the usual monthly wage in fen."""

    emp_no: Texts
    area: Ints
    wage: Ints

    def __len__(self) -> int:
        return len(self.emp_no)


def found_employers(persons: int, seed: int) -> Employers:
    """The employers of a city of `persons`, about one for a hundred persons."""
    rng = dice(seed, "employers")
    n = max(8, persons // 100)
    return Employers(
        emp_no=np.array([f"E36{number:010d}" for number in rng.permutation(n * 7)[:n]]),
        area=rng.integers(0, len(AREAS), n),
        wage=(rng.lognormal(np.log(6_500), 0.3, n) * 100).astype(np.int64),
    )
