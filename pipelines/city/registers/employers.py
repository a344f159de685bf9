"""The register of insured employers (emp_insu_d)."""

import numpy as np
import polars as pl

from pipelines.city.institutions import AREAS
from pipelines.city.insurance import AT_WORK
from pipelines.city.world import World


def emp_insu_d(world: World) -> pl.DataFrame:
    """One row per employer: its area, how many it employs, and the usual monthly wage in yuan."""
    employers, people = world.employers, world.people
    working = people.employer[
        (people.employer >= 0) & np.isin(people.psn_type, (AT_WORK, AT_WORK + 1))
    ]
    return pl.DataFrame(
        {
            "EMP_NO": employers.emp_no,
            "INSU_ADMDVS": np.array(AREAS)[employers.area],
            "EMP_PSNCNT": np.bincount(working, minlength=len(employers)),
            "AVG_WAGE": employers.wage / 100,
        }
    ).sort("EMP_NO")
