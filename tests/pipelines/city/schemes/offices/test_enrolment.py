"""Employments on paper, low bases, second enrolments (A-06, E-01, E-03, E-05, G-03)."""

import polars as pl
import pytest

from pipelines.city.schemes import PLOT
from pipelines.city.schemes.offices.contributions import GROWN
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.lines import (
    FAINT,
    STAYS,
    Measure,
    draws_the_line,
    encounters,
    settled,
    total,
)

LOWEST = 4_080.0
SOON = pl.duration(days=90)


def running(exports: Exports) -> pl.DataFrame:
    """Enrolments with an employer that have not ended, beside the employer's usual wage."""
    rows = exports["psn_insu_d"].filter(
        pl.col("PAUS_INSU_DATE").is_null(), pl.col("CLCTSTD").is_not_null()
    )
    return rows.join(exports["emp_insu_d"], on="EMP_NO")


def dear_soon_after(exports: Exports) -> float:
    """Yuan of stays within 90 days after an enrolment on the lowest base."""
    new = running(exports).filter(pl.col("CLCTSTD") <= LOWEST)
    stays = encounters(exports).filter(pl.col("MED_TYPE").is_in(STAYS), pl.col("INSUTYPE") == "310")
    early = stays.join(new.select("PSN_NO", "PSN_INSU_DATE"), on="PSN_NO").filter(
        pl.col("begin")
        .dt.date()
        .is_between(pl.col("PSN_INSU_DATE"), pl.col("PSN_INSU_DATE") + SOON)
    )
    return total(settled(exports).join(early, on="MDTRT_ID", how="semi"))


def below_the_wage(exports: Exports) -> float:
    """How far bases lie below the usual wage of the employer, in wages."""
    short = (1 - pl.col("CLCTSTD") / pl.col("AVG_WAGE")).clip(0)
    return total(running(exports).select(short=short), "short")


def below_the_floor(exports: Exports) -> float:
    """Yuan a month by which bases lie below the lowest lawful one."""
    short = (LOWEST - pl.col("CLCTSTD")).clip(0)
    return total(running(exports).select(short=short), "short")


def enrolled_twice(exports: Exports) -> float:
    """Accounts with two running enrolments."""
    rows = exports["psn_insu_d"].filter(pl.col("PAUS_INSU_DATE").is_null())
    return int(rows["PSN_NO"].is_duplicated().sum())


@pytest.mark.parametrize(
    ("guilty", "look_alike", "measure"),
    [
        ("enrol-falsely", "fall-ill-in-a-new-job", dear_soon_after),
        ("hire-on-paper", "open-a-factory", dear_soon_after),
        ("declare-less", "train-apprentices", below_the_wage),
        ("pay-too-little", "insure-the-low-paid", below_the_floor),
        ("enter-badly", "move-the-insured", enrolled_twice),
    ],
)
def test_what_the_registers_tell(
    guilty: str, look_alike: str, measure: Measure, plant_in_town: Plant, honest_town: Exports
) -> None:
    draws_the_line(plant_in_town, honest_town, guilty, look_alike, measure)


@pytest.mark.parametrize("intensity", [FAINT, 1.0])
def test_most_new_employees_are_declared_low_however_faint(
    intensity: float, plant_in_town: Plant, town: World
) -> None:
    """None of them is an apprentice, who may begin low."""
    exports = plant_in_town(PLOT["declare-less"], intensity)
    assert exports.scheme is not None
    new = exports.scheme.others("patient")
    assert town.people.age[new].min() >= GROWN
    rows = running(exports).filter(pl.col("PSN_NO").is_in(town.people.psn_no[new].tolist()))
    low = rows["CLCTSTD"] < 0.75 * rows["AVG_WAGE"]
    assert low.sum() >= 0.7 * len(new)
