"""I-20, I-21, I-25, I-40: what the exports of one house show, guilty and not."""

import numpy as np
import polars as pl
import pytest

from pipelines.city.claims import STAY
from pipelines.city.conditions import CONDITIONS
from pipelines.city.pricelist import numbers_of
from pipelines.city.schemes import PLOT
from pipelines.city.schemes.charges.excess import SERIES
from pipelines.city.treatment import stay_days
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.houses import Measure, Play, beside, deed_of, measured, planted

MILD = [condition.code for condition in CONDITIONS if condition.mild]
INJURIES = ["S52.5", "S72.0"]
GRAVE = ["C34.9", "I63.9", "S72.0", "J18.9"]


def per_visit(lines: pl.DataFrame, *chosen: pl.Expr) -> float:
    """Yuan per visit that chosen lines cost."""
    return float(lines.filter(*chosen)["yuan"].sum() / lines["MDTRT_ID"].n_unique())


def cost_of_tests(lines: pl.DataFrame) -> float:
    """Cost of tests per visit of those who are not injured."""
    others = lines.filter(~pl.col("DSCG_MAINDIAG_CODE").is_in(INJURIES))
    return per_visit(others, pl.col("MED_CHRGITM_TYPE").is_in(["03", "04"]))


def treated_mildly_ill(lines: pl.DataFrame) -> float:
    """Cost per visit of the mildly ill."""
    return per_visit(lines.filter(pl.col("DSCG_MAINDIAG_CODE").is_in(MILD)))


def pumped_too_long(lines: pl.DataFrame) -> float:
    """Share of the pump days that lie beyond seven in a stay."""
    pump = lines.filter(key="insulin_pump").group_by("MDTRT_ID").agg(pl.col("CNT").sum())
    beyond = (pump["CNT"] - 7).clip(0).sum()
    return float(beyond / max(pump["CNT"].sum(), 1))


def price_index(lines: pl.DataFrame) -> float:
    """Unit prices as a share of their limits, weighted by the amount."""
    return float((lines["PRIC"] / lines["PRIC_UPLMT_AMT"] * lines["yuan"]).sum()) / float(
        lines["yuan"].sum()
    )


GUILTY = [
    ("over-test", cost_of_tests, 1.15),
    ("over-treat", treated_mildly_ill, 1.15),
    ("pump-too-long", pumped_too_long, 1),
    ("inflate-claims", price_index, 1.005),
    ("inflate-claims", per_visit, 1.1),
]
CLEARED = [
    ("run-a-trauma-centre", cost_of_tests, 1.08),
    ("run-an-intensive-ward", treated_mildly_ill, 1.08),
    ("pump-for-a-week", pumped_too_long, 1),
    ("take-the-gravest", price_index, 1.002),
]
"""With the most that the ordinary visits of the house may differ: their lines are drawn anew."""


@pytest.mark.parametrize(
    ("name", "measure", "times"), GUILTY, ids=[f"{name}-{of.__name__}" for name, of, _ in GUILTY]
)
def test_the_exports_carry_it(
    name: str, measure: Measure, times: float, plant: Plant, honest: Exports, world: World
) -> None:
    usual, faint, plain = measured(PLOT[name], measure, plant, honest, world)
    assert usual < faint < plain
    assert plain > times * usual


@pytest.mark.parametrize(("name", "measure", "times"), CLEARED, ids=[each[0] for each in CLEARED])
def test_a_look_alike_does_not_cross_the_line(
    name: str, measure: Measure, times: float, plant: Plant, honest: Exports, world: World
) -> None:
    usual, beside_it = beside(PLOT[name], measure, plant, honest, world)
    assert beside_it <= usual * times


@pytest.mark.parametrize(
    ("name", "illnesses"),
    [
        ("run-a-trauma-centre", INJURIES),
        ("run-an-intensive-ward", GRAVE),
        ("pump-for-a-week", ["E11.9"]),
        ("take-the-gravest", GRAVE),
    ],
)
def test_a_look_alike_is_dear_for_a_reason(
    name: str, illnesses: list[str], plant: Plant, honest: Exports, world: World
) -> None:
    usual, dear = beside(PLOT[name], per_visit, plant, honest, world)
    assert dear > usual
    ill = planted(plant(PLOT[name]))["DSCG_MAINDIAG_CODE"].drop_nulls()
    assert set(ill) <= set(illnesses)


def test_a_look_alike_pumps_within_the_course(plant: Plant) -> None:
    lines = planted(plant(PLOT["pump-for-a-week"])).filter(key="insulin_pump")
    assert 0 < lines.group_by("MDTRT_ID").agg(pl.col("CNT").sum())["CNT"].max() <= 7


@pytest.mark.parametrize("intensity", [1.0, 2.0])
def test_tests_make_a_series_only_in_a_long_stay(intensity: float, play: Play) -> None:
    """Where nobody can overlook it, hardly a day of such a stay is left out."""
    scene, deed = deed_of(PLOT["over-test"], play, intensity)
    stays = scene.at_site(STAY)
    lines = deed.claims.lines[np.isin(deed.claims.lines["item"], numbers_of("cbc"))]
    lines = lines[np.isin(lines["visit"], stays["visit"])]
    tested = stays[np.isin(stays["visit"], lines["visit"])]
    assert stay_days(tested).min() >= SERIES
    part = len(lines) / stay_days(tested).sum()
    assert part == pytest.approx(min(0.9, 0.5 * intensity), abs=0.1)
