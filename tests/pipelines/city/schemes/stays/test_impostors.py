"""Borrowed cards, transfers, a register that errs."""

from dataclasses import replace

import polars as pl
import pytest

from pipelines.city.conditions import CONDITIONS, condition_of
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import PLOT
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Plant
from tests.pipelines.city.schemes.stays.ward_counts import (
    CODE,
    strange_stays,
    strange_visits,
    wrong_sex,
)
from tests.pipelines.city.schemes.stays.wards import Inspector, Measure, Play, Ward


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("admit-impostors", [strange_stays]),
        ("treat-strangers-on-cards", [strange_visits]),
    ],
)
def test_a_scheme_is_found(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.finds(name, *measures)


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("take-over-transfers", [strange_stays]),
        ("treat-newborns-on-mothers-cards", [strange_visits]),
    ],
)
def test_a_look_alike_is_cleared(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.clears(name, *measures)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("live-with-a-wrong-sex", wrong_sex),
    ],
)
def test_a_look_alike_resembles(name: str, measure: Measure, inspector: Inspector) -> None:
    inspector.is_reminded(name, measure)


def test_a_wrong_register_is_wrong_about_one_sex_at_one_site(plant: Plant, world: World) -> None:
    planted = plant(PLOT["live-with-a-wrong-sex"], 3.0)
    assert planted.scheme is not None
    ward = Ward(planted, world, str(world.people.psn_no[planted.scheme.actor]))
    bound = {item.code: item.gend for item in ITEMS if item.gend}
    told = ward.lines.join(ward.own, on="visit").filter(pl.col("item").is_in(list(bound)))
    strange = ward.own.join(planted.planted, left_on="visit", right_on="mdtrt_id", how="semi")
    assert set(told["item"].replace_strict(bound)) == {3 - world.people.gend[planted.scheme.actor]}
    assert strange["site"].n_unique() == 1


def test_a_newborn_is_seen_soon_after_its_birth(plant: Plant, world: World) -> None:
    planted = plant(PLOT["treat-newborns-on-mothers-cards"])
    ward = Ward(planted, world, "")
    births = ward.visits.filter(pl.col("cond") == "O80", pl.col("type") == "21")
    seen = ward.lines.filter(pl.col("item") == CODE["newborn_screen"]).join(ward.visits, on="visit")
    pairs = seen.join(births, on=["psn", "site"], suffix="_birth")
    weeks = (pl.col("beg") - pl.col("end_birth")).dt.total_days().is_between(0, 28)
    assert seen.height > 0
    known = pairs.filter(weeks)["visit"].n_unique()
    assert known >= seen["visit"].n_unique() / 2  # the others were born before the first month


def test_who_is_registered_wrongly_is_looked_at_again(play: Play) -> None:
    """A single visit of the other sex tells no wrong entry from a borrowed card."""
    visits = play(PLOT["live-with-a-wrong-sex"])[1].visits
    days = visits["beg"].astype("M8[D]")
    first, again = days[: len(days) // 2], days[len(days) // 2 :]
    assert len(first) == len(again) > 0
    assert set((again - first).astype(int)) <= {7, 14}


def test_nothing_tells_of_the_sex_that_is_registered_wrongly(play: Play) -> None:
    """An ordinary visit for an illness of the registered sex is one for another illness."""
    plot = PLOT["live-with-a-wrong-sex"]
    scene = play(plot)[0]
    usual = scene.stage.visits[:2].copy()
    usual["psn"] = scene.actor
    usual["cond"] = condition_of("N40"), condition_of("J18.9")
    there = replace(scene, stage=replace(scene.stage, visits=usual))
    (changed,) = plot.act(there).edits
    assert changed["visit"] == usual["visit"][0]
    assert CONDITIONS[changed["cond"]].gend == 0
