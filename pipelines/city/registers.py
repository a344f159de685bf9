"""The registers of the city: insured persons, institutions, doctors. No names of persons."""

from pathlib import Path

import numpy as np
import polars as pl

from pipelines.city.arrays import Ints, Texts
from pipelines.city.conditions import DEPARTMENTS
from pipelines.city.dice import dice, happens
from pipelines.city.institutions import AREA_CODES, AREAS, KINDS, SHOP, Doctors
from pipelines.city.people import ADULT, EMPLOYEES
from pipelines.city.pricelist import FEMALE, MALE
from pipelines.city.world import World

OLD = 60
MISREGISTERED = 0.0005
"""Share of persons whose sex was typed in wrongly: innocent cause of impossible items (A-01)."""


def write_registers(world: World, folder: Path) -> None:
    """Write `psn_info_b.csv`, `fixmedins_b.csv` and `dr_info_b.csv`."""
    psn_info_b(world).write_csv(folder / "psn_info_b.csv")
    fixmedins_b(world).write_csv(folder / "fixmedins_b.csv", float_precision=6)
    dr_info_b(world).write_csv(folder / "dr_info_b.csv")


def registered_sex(world: World) -> Ints:
    """The sex as the register has it, which is wrong for a few."""
    wrong = happens(MISREGISTERED, len(world.people), dice(world.seed, "register"))
    return np.where(wrong, MALE + FEMALE - world.people.gend, world.people.gend)


def psn_info_b(world: World) -> pl.DataFrame:
    """One row per insured person."""
    people = world.people
    retired = people.age >= np.where(people.gend == FEMALE, 55, OLD)
    adult = np.where(people.age < ADULT, 1403, np.where(people.age >= OLD, 1600, 1501))
    employed = np.where(retired, 1201, 1101)
    return pl.DataFrame(
        {
            "PSN_NO": people.psn_no,
            "GEND": registered_sex(world),
            "BRDY": pl.Series(people.birth).dt.strftime("%Y%m%d"),
            "INSUTYPE": people.insutype,
            "PSN_TYPE": np.where(people.insutype == EMPLOYEES, employed, adult),
            "PSN_IDET_TYPE": pl.Series(people.poor).replace_strict({True: "30", False: None}),
            "LIVE_ADMDVS": np.array(AREAS)[people.area],
            "SURV_STAS": np.ones(len(people), np.int64),
        }
    ).sort("PSN_NO")


def fixmedins_b(world: World) -> pl.DataFrame:
    """One row per institution or pharmacy."""
    sites = world.institutions
    shop = sites.kind == SHOP
    return pl.DataFrame(
        {
            "MEDINS_CODE": sites.code,
            "FIXMEDINS_NAME": sites.name,
            "FIXMEDINS_TYPE": np.where(shop, 2, 1),
            "MEDINSLV": np.array([kind.medinslv for kind in KINDS])[sites.kind],
            "MEDINS_TYPE": pl.Series(sites.medins_type).replace("", None),
            "MEDINS_NATU": np.where(np.isin(sites.kind, (0, 1, 2, 4)), 1, 2),
            "HOSP_LV": sites.hosp_lv,
            "FIX_BLNG_ADMDVS": np.array(AREA_CODES)[sites.area],
            "APRV_BED_CNT": pl.Series(sites.beds),
            "LNT": sites.lnt,
            "LAT": sites.lat,
        }
    ).with_columns(pl.when(pl.col("APRV_BED_CNT") > 0).then("APRV_BED_CNT"))


def dr_info_b(world: World) -> pl.DataFrame:
    """One row per doctor and site of practice."""
    doctors = world.doctors
    outside = doctors.second_site >= 0
    both = np.concatenate([np.arange(len(doctors)), np.flatnonzero(outside)])
    site = np.concatenate([doctors.inst, doctors.second_site[outside]])
    return pl.DataFrame(
        {
            "DR_CODE": doctors.code[both],
            "MEDINS_CODE": world.institutions.code[site],
            "DR_PRAC_SCP_CODE": _departments(doctors)[both],
            "DR_PRO_TECH_DUTY": doctors.duty[both],
            "MUL_PRAC_FLAG": outside[both].astype(np.int64),
        }
    ).sort("DR_CODE", "MEDINS_CODE")


def _departments(doctors: Doctors) -> Texts:
    return np.array(DEPARTMENTS)[doctors.department]
