"""The employers of the city, who enrol and pay for their employees."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Texts
from pipelines.city.codes import scattered, written
from pipelines.city.dice import dice, happens

PUBLIC = 0.12
"""Share of public offices and schools, whose employees are civil servants or treated as such."""

UNEQUAL = 1.1
"""Spread of sizes: the largest employer of a thousand has about 5 % of all employees."""

LOWEST_BASE = 408_000
"""The lowest lawful monthly base of contributions in fen, as announced for the year: 60 % of the
mean wage."""


@dataclass(frozen=True)
class Employers:
    """Every employer as arrays: its number and area, and the usual monthly wage in fen.

    `size` is the pull on employees, of which a few employers have much; `public` marks offices
    and schools.
    """

    emp_no: Texts
    area: Ints
    wage: Ints
    size: Floats
    public: Mask

    def __len__(self) -> int:
        return len(self.emp_no)


def found_employers(persons: int, areas: int, seed: int) -> Employers:
    """The employers of a city of `persons`, about one for a hundred persons."""
    rng = dice(seed, "employers")
    n = max(8, persons // 100)
    return Employers(
        emp_no=written("E36", scattered(n, 7, rng), 10),
        area=rng.integers(0, areas, n),
        wage=(rng.lognormal(np.log(6_500), 0.3, n) * 100).astype(np.int64),
        size=rng.lognormal(0, UNEQUAL, n),
        public=happens(PUBLIC, n, rng),
    )
