"""The registers of doctors (dr_info_b) and of pharmacists (phar_info_b)."""

import numpy as np
import polars as pl

from pipelines.city.arrays import Mask
from pipelines.city.codes import written
from pipelines.city.conditions import DEPARTMENTS
from pipelines.city.world import World


def dr_info_b(world: World) -> pl.DataFrame:
    """One row per doctor and site of practice, with the roster there: `1111100` is Mon to Fri."""
    doctors = world.doctors
    outside = np.flatnonzero(doctors.second_site >= 0)
    both = np.concatenate([np.arange(len(doctors)), outside])
    site = np.concatenate([doctors.inst, doctors.second_site[outside]])
    week = np.concatenate([doctors.week, doctors.second_week[outside]])
    return pl.DataFrame(
        {
            "DR_CODE": doctors.code[both],
            "MEDINS_CODE": world.institutions.code[site],
            "DR_PRAC_SCP_CODE": np.array(DEPARTMENTS)[doctors.department[both]],
            "DR_PRO_TECH_DUTY": doctors.duty[both],
            "MUL_PRAC_FLAG": (doctors.second_site[both] >= 0).astype(np.int64),
            "WORK_WEEK": written_weeks(week),
        }
    ).sort("DR_CODE", "MEDINS_CODE")


def written_weeks(week: Mask) -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
    """Rosters (doctor x 7) as seven digits, Monday first."""
    return written("", week @ (10 ** np.arange(6, -1, -1)), 7)


def phar_info_b(world: World) -> pl.DataFrame:
    """One row per licensed pharmacist and pharmacy."""
    pharmacists = world.pharmacists
    return pl.DataFrame(
        {
            "PHAR_PRAC_CERT_NO": pharmacists.code,
            "MEDINS_CODE": world.institutions.code[pharmacists.shop],
        }
    ).sort("PHAR_PRAC_CERT_NO")
