"""What becomes of a neighbour's patients."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipelines.city.claims import Claims
from pipelines.city.schemes import PLOT, Plot, Scene
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.doctors.measured import busiest_hour, code_of, visits

Play = Callable[[Plot], tuple[Scene, Claims]]


def monthly(exports: Exports, code: str) -> list[int]:
    """Visits of a site month by month."""
    counts = visits(exports, code).group_by(pl.col("day").dt.month()).len().sort("day")
    return counts["len"].to_list()


def test_a_suspended_neighbours_visits_are_keyed_in_by_the_pile(
    plant: Plant, honest: Exports, world: World
) -> None:
    plot = PLOT["settle-for-a-neighbour"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    volume = [sum(monthly(each, code)) for each in (honest, faint, plain)]
    assert volume[0] < volume[1] < volume[2]
    assert volume[2] > 1.3 * volume[0]
    assert busiest_hour(visits(plain, code)) >= 8 > busiest_hour(visits(honest, code))


def lost(exports: Exports, honest: Exports) -> float:
    """The largest share of its visits outside the ward that a site loses from February on."""
    seen = pl.col("MED_TYPE").is_in(["11", "14"])
    then = pl.col("BEGNDATE").str.slice(5, 2).cast(pl.Int64) > 1
    before, after = (
        each["mdtrt_d"].filter(seen, then)["MEDINS_CODE"].value_counts()
        for each in (honest, exports)
    )
    both = before.filter(pl.col("count") > 9).join(after, on="MEDINS_CODE", how="left").fill_null(0)
    return float(both.select((1 - pl.col("count_right") / pl.col("count")).max()).item())


@pytest.mark.parametrize(
    ("name", "intensity", "least", "most"),
    [
        ("settle-for-a-neighbour", 1.0, 0.5, 0.95),
        ("settle-for-a-neighbour", 0.15, 0.01, 0.4),
        ("take-over-from-a-neighbour", 1.0, 0.99, 1.0),
    ],
)
def test_a_neighbour_loses_its_visits(
    name: str, intensity: float, least: float, most: float, plant: Plant, honest: Exports
) -> None:
    assert least <= lost(plant(PLOT[name], intensity), honest) <= most


def test_the_neighbours_own_visits_are_settled_under_one_doctor(play: Play) -> None:
    plot = PLOT["settle-for-a-neighbour"]
    scene, _ = play(plot)
    moved = plot.act(scene).edits
    ordinary = scene.stage.visits[np.isin(scene.stage.visits["visit"], moved["visit"])]
    assert len(moved) > 0
    assert len(np.unique(ordinary["inst"])) == 1
    assert (ordinary["inst"] != scene.actor).all()
    assert (moved["inst"] == scene.actor).all()
    assert len(np.unique(moved["dr"])) == 1


def test_a_closed_neighbours_patients_find_room(
    plant: Plant, honest: Exports, world: World
) -> None:
    exports = plant(PLOT["take-over-from-a-neighbour"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    before, after = monthly(honest, code), monthly(exports, code)
    assert after[0] == before[0]
    assert after[1] > before[1]
    assert busiest_hour(visits(exports, code)) <= 6


def test_a_closed_neighbour_keeps_no_visit(play: Play) -> None:
    plot = PLOT["take-over-from-a-neighbour"]
    scene, _ = play(plot)
    later = replace(scene.stage, month=replace(scene.month, index=1))
    moved = plot.act(replace(scene, stage=later)).edits
    assert len(moved) > 0
    left = scene.stage.visits[scene.stage.visits["visit"] == moved["visit"][0]]["inst"]
    there = scene.stage.visits[scene.stage.visits["inst"] == left]
    assert np.isin(there["visit"][np.isin(there["med_type"], [11, 14])], moved["visit"]).all()
    assert len(np.unique(moved["dr"])) > 1
