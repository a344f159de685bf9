"""Who is admitted: the mildly ill, the healthy, out-patients."""

from functools import partial

import numpy as np
import polars as pl
import pytest

from pipelines.city.schemes import PLOT
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.stays.ward_counts import (
    CODE,
    check_ups,
    nights_without_nursing,
    poor_in_cost,
    repeated_check_ups,
    usual_cost,
)
from tests.pipelines.city.schemes.stays.wards import Inspector, Measure, Play, Ward, busy_months


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("admit-for-check-ups", [repeated_check_ups]),
        ("book-visits-as-stays", [nights_without_nursing]),
        ("book-own-visits-as-stays", [nights_without_nursing]),
    ],
)
def test_a_scheme_is_found(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.finds(name, *measures)


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("find-the-tumour", [repeated_check_ups]),
        ("examine-a-school", [repeated_check_ups]),
        ("operate-by-day", [nights_without_nursing]),
        ("watch-children-overnight", [nights_without_nursing]),
    ],
)
def test_a_look_alike_is_cleared(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.clears(name, *measures)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("find-the-tumour", check_ups),
    ],
)
def test_a_look_alike_resembles(name: str, measure: Measure, inspector: Inspector) -> None:
    inspector.is_reminded(name, measure)


def test_the_mildly_ill_cost_less_than_a_quarter_of_their_like(
    inspector: Inspector, honest: Exports, world: World
) -> None:
    usual = usual_cost(Ward(honest, world, ""))
    inspector.finds("admit-the-mildly-ill", partial(poor_in_cost, usual=usual))


def test_children_in_winter_are_treated_in_full(
    inspector: Inspector, honest: Exports, world: World
) -> None:
    usual = usual_cost(Ward(honest, world, ""))
    inspector.clears("fill-the-childrens-ward", partial(poor_in_cost, usual=usual))


def test_a_booked_visit_is_billed_once(plant: Plant) -> None:
    planted = plant(PLOT["book-visits-as-stays"])
    lines = planted["fee_list_d"].filter(pl.col("INIT_FEEDETL_SN").is_null())
    touched = lines.join(planted.planted.select(MDTRT_ID="mdtrt_id").unique(), on="MDTRT_ID")
    consultations = touched.filter(pl.col("MED_CHRGITM_TYPE").is_in(["02", "12"]))
    assert consultations.group_by("MDTRT_ID", "HILIST_CODE", "SETL_ID").len()["len"].max() == 1
    assert CODE["ward_round"] not in set(consultations["HILIST_CODE"])


@pytest.mark.parametrize(
    ("name", "busy"), [("examine-a-school", {3, 9}), ("fill-the-childrens-ward", {11, 12, 1, 2, 3})]
)
def test_a_season_passes(name: str, busy: set[int], play: Play) -> None:
    assert busy_months(play, PLOT[name]) == busy


def test_a_school_comes_in_one_day_with_one_basket(play: Play) -> None:
    scene, claims = play(PLOT["examine-a-school"])
    assert len(np.unique(claims.visits["beg"].astype("M8[D]"))) == 1
    age = scene.world.people.age[claims.visits["psn"]]
    assert (age >= 6).all()
    assert (age < 18).all()
