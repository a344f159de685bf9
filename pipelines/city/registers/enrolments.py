"""The register of enrolments (psn_insu_d): who was insured where, since when, on which base."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from pipelines.city.arrays import Ints, Rows
from pipelines.city.employers import LOWEST_BASE
from pipelines.city.horizon import NEVER
from pipelines.city.institutions import AREAS
from pipelines.city.insurance import AT_WORK, PERSONAL_RATE, RESIDENT
from pipelines.city.people import EMPLOYEES
from pipelines.city.registers.persons import (
    ENDED,
    INSURED,
    PAUSED,
    employer_numbers,
    known_dead,
)
from pipelines.city.schemes.plot import ENROLMENT
from pipelines.city.world import World


def psn_insu_d(world: World, planted: Sequence[Rows] = ()) -> pl.DataFrame:
    """One row per enrolment; those who changed the insurance have two.

    `planted` are enrolments (`ENROLMENT`) that schemes add.
    """
    rows = np.concatenate([_present(world), _former(world), *planted])
    people, psn = world.people, rows["psn"]
    own = rows["insutype"] == people.insutype[psn]
    grown = np.where(rows["insutype"] == EMPLOYEES, AT_WORK, RESIDENT)
    table = pl.DataFrame(
        {
            "PSN_NO": people.psn_no[psn],
            "INSUTYPE": rows["insutype"].astype(np.int64),
            "PSN_TYPE": np.where(own, people.psn_type[psn], grown),
            "PSN_INSU_STAS": _status(world, rows),
            "PSN_INSU_DATE": rows["first"],
            "PAUS_INSU_DATE": rows["last"],
            "EMP_NO": employer_numbers(world, rows["employer"].astype(np.int64)),
            "INSU_ADMDVS": np.array(AREAS)[people.area[psn]],
            "CLCTSTD": pl.Series(rows["base"] / 100).replace(0.0, None),
        }
    ).sort("PSN_NO", "PSN_INSU_DATE", "INSUTYPE")
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(12)
    return table.select(("B36" + number).alias("PSN_INSU_RLTS_ID"), *table.columns)


def _status(world: World, rows: Rows) -> Ints:
    """An enrolment lasts, was paused by a change, or ended with death."""
    with_death = rows["last"] == world.people.died[rows["psn"]]
    return np.where(np.isnat(rows["last"]), INSURED, np.where(with_death, ENDED, PAUSED))


def _present(world: World) -> Rows:
    """The enrolment each account has today, or had until death was entered."""
    people = world.people
    rows = np.zeros(len(people), ENROLMENT)
    rows["psn"] = np.arange(len(people))
    rows["insutype"], rows["employer"] = people.insutype, people.employer
    rows["first"] = np.where(np.isnat(people.moved), people.enrolled, people.moved)
    rows["last"] = np.where(known_dead(world), people.died, NEVER)
    base, employed = people.top_up / PERSONAL_RATE, people.employer >= 0
    rows["base"] = np.where(employed, np.maximum(base, LOWEST_BASE), base)
    return rows


def _former(world: World) -> Rows:
    """The enrolment of the other insurance that ended the day before the change."""
    people = world.people
    psn = np.flatnonzero(~np.isnat(people.moved))
    rows = np.zeros(len(psn), ENROLMENT)
    rows["psn"], rows["insutype"], rows["employer"] = psn, people.was[psn], -1
    rows["first"], rows["last"] = people.enrolled[psn], people.moved[psn] - 1
    return rows
