"""I-08 and I-19: what the exports of one house show, guilty and not."""

import numpy as np
import polars as pl
import pytest

from pipelines.city.schemes import PLOT
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.houses import (
    DOCTOR_DAY,
    Measure,
    Play,
    beside,
    deed_of,
    measured,
    planted,
)

A_WORKING_DAY = 480


def busiest_day(lines: pl.DataFrame) -> float:
    """The most minutes of timed services that one doctor bills on one day."""
    return float(_minutes(lines).max() or 0)


def busy_days(lines: pl.DataFrame) -> float:
    """Minutes of timed services a day, on the two busiest days of a doctor."""
    return float(_minutes(lines).top_k(2).mean() or 0)


def _minutes(lines: pl.DataFrame) -> pl.Series:
    named = lines.filter(pl.col("BILG_DR_CODE").is_not_null())
    worked = named.group_by(DOCTOR_DAY).agg((pl.col("minutes") * pl.col("CNT")).sum())
    return worked["minutes"]


def nameless(lines: pl.DataFrame) -> float:
    """Share of lines of tests and treatment without an ordering doctor."""
    services = lines.filter(pl.col("MED_CHRGITM_TYPE").is_in(["03", "04", "05"]))
    return services["BILG_DR_CODE"].null_count() / len(services)


GUILTY = [
    ("invent-therapy", busy_days, A_WORKING_DAY * 1.25),
    ("charge-without-record", nameless, 0.08),
]


@pytest.mark.parametrize(("name", "measure", "line"), GUILTY, ids=[name for name, *_ in GUILTY])
def test_the_exports_carry_it(
    name: str, measure: Measure, line: float, plant: Plant, honest: Exports, world: World
) -> None:
    usual, faint, plain = measured(PLOT[name], measure, plant, honest, world)
    assert usual < faint < plain
    assert usual < line < plain


@pytest.mark.parametrize("name", ["needle-honestly", "treat-with-many-hands"])
def test_many_treatments_fit_into_working_days(name: str, plant: Plant) -> None:
    lines = planted(plant(PLOT[name]))
    assert len(lines.filter(pl.col("minutes") > 0)) > 50
    assert busiest_day(lines) <= A_WORKING_DAY


def test_many_hands_are_many_doctors(plant: Plant) -> None:
    lines = planted(plant(PLOT["treat-with-many-hands"]))
    assert lines["BILG_DR_CODE"].drop_nulls().n_unique() == 3


@pytest.mark.parametrize(("intensity", "least"), [(0.15, 0.01), (1.0, 0.1)])
def test_nothing_stands_behind_services_without_record(
    intensity: float, least: float, play: Play
) -> None:
    scene, deed = deed_of(PLOT["charge-without-record"], play, intensity)
    assert deed.claims.lines["bare"].all()
    assert 0 < (deed.claims.lines["dr"] < 0).sum() < len(deed.claims.lines)
    assert len(deed.claims.lines) > least * len(scene.at_site())


def test_samples_sent_out_have_an_order_and_a_doctor(
    plant: Plant, honest: Exports, world: World, play: Play
) -> None:
    lines = deed_of(PLOT["send-samples-out"], play)[1].claims.lines
    assert not lines["bare"].any()
    assert (np.unique(lines["dr"]) >= 0).all()
    usual, beside_it = beside(PLOT["send-samples-out"], nameless, plant, honest, world)
    assert beside_it < usual + 0.02
