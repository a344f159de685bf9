"""Employments on paper, low bases, second enrolments (A-06, E-01, E-03, E-05, G-03)."""

import polars as pl
import pytest

from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.lines import (
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
