"""Packs beyond need: supply against the days that pass."""

from collections.abc import Callable

import polars as pl
import pytest

from pipelines.city.institutions import PLAIN
from pipelines.city.schemes import PLOT
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import MONTHS, Exports, Plant
from tests.pipelines.city.schemes.doctors.measured import code_of, lines

ELAPSED = sum(month.days for month in MONTHS)
Measure = Callable[[Exports, str], float]


def oversupplied(exports: Exports, code: str) -> float:
    """Persons and drugs with supply for more than one and a half times the days."""
    taken = lines(exports, code).filter(pl.col("pack_days") > 0, pl.col("MED_TYPE") != "21")
    supply = taken.group_by("PSN_NO", "HILIST_CODE").agg(pl.col("supply").sum())
    return len(supply.filter(pl.col("supply") > 1.5 * ELAPSED))


def long_ward_supplies(exports: Exports, code: str) -> float:
    """Lines of in-patients with tablets for more than 7 days."""
    ward = lines(exports, code).filter(pl.col("MED_TYPE") == "21")
    return len(ward.filter(pl.col("supply") > 7))


@pytest.mark.parametrize(
    ("name", "measure", "more"),
    [
        ("prescribe-beyond-need", oversupplied, 15),
        ("overprescribe", oversupplied, 8),
        ("oversupply-in-the-ward", long_ward_supplies, 40),
    ],
)
def test_supply_outlasts_the_days(
    name: str, measure: Measure, more: int, plant: Plant, honest: Exports, world: World
) -> None:
    plain, faint = plant(PLOT[name]), plant(PLOT[name], 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    assert measure(plain, code) > measure(honest, code) + more
    assert measure(honest, code) <= measure(faint, code) < measure(plain, code)
    assert len(faint.planted) > 0


def test_who_hands_out_packs_has_patients_who_take_tablets_home(world: World) -> None:
    found = PLOT["prescribe-beyond-need"].candidates(world)
    assert len(found) > 0
    assert set(world.institutions.focus[found].tolist()) == {PLAIN}


@pytest.mark.parametrize("name", ["prescribe-for-a-quarter", "prescribe-for-long"])
def test_long_prescriptions_are_used_up_before_the_next(
    name: str, plant: Plant, honest: Exports, world: World
) -> None:
    exports = plant(PLOT[name])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    own = lines(exports, code).filter(
        pl.col("MDTRT_ID").is_in(exports.planted["mdtrt_id"].implode()), pl.col("pack_days") > 0
    )
    assert own["supply"].max() == 84
    assert len(own) == len(own.unique(["PSN_NO", "HILIST_CODE"]))
    assert oversupplied(exports, code) < oversupplied(honest, code) + len(own) / 4


def test_take_home_packs_last_a_week_at_most(plant: Plant, honest: Exports, world: World) -> None:
    exports = plant(PLOT["send-home-with-a-week"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    assert len(exports.planted) > 20
    assert long_ward_supplies(exports, code) == long_ward_supplies(honest, code)


def test_what_is_taken_home_differs_from_illness_to_illness(plant: Plant) -> None:
    planted = plant(PLOT["send-home-with-a-week"])
    of_the_plot = pl.col("BKKP_SN").is_in(planted.planted["feedetl_sn"].implode())
    given = planted["fee_list_d"].filter(of_the_plot)
    most = given["HILIST_CODE"].value_counts()["count"].max()
    assert most < len(given) / 2
