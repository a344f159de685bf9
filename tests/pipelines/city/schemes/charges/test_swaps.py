"""I-13, I-26, I-35: what is billed in the exports, and what leaves the shelf instead."""

import polars as pl
import pytest

from pipelines.city.claims import AS_BILLED, NOTHING_GIVEN
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import PLOT
from pipelines.city.schemes.charges.swaps import DEARER, PREFERRED, TONICS
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.houses import Measure, Play, deed_of, measured, planted


def spent_on(*keys: str) -> Measure:
    """Share of the amount spent on some items."""
    return lambda lines: float(
        lines.filter(pl.col("key").is_in(keys))["yuan"].sum() / lines["yuan"].sum()
    )


GUILTY = [
    ("swap-drugs", spent_on(*DEARER), 0.03),
    ("bill-films-as-digital", spent_on("digital_film"), 0.004),
    ("bill-goods-as-drugs", spent_on(*TONICS), 0.1),
]


@pytest.mark.parametrize(("name", "measure", "more"), GUILTY, ids=[name for name, *_ in GUILTY])
def test_the_dear_item_takes_a_larger_part_of_the_bills(
    name: str, measure: Measure, more: float, plant: Plant, honest: Exports, world: World
) -> None:
    usual, faint, plain = measured(PLOT[name], measure, plant, honest, world)
    assert usual < faint < plain
    assert plain > usual + more


@pytest.mark.parametrize("intensity", [0.15, 1.0, 2.0])
@pytest.mark.parametrize("name", ["swap-drugs", "bill-films-as-digital"])
def test_something_cheaper_leaves_the_shelf(name: str, intensity: float, play: Play) -> None:
    lines = deed_of(PLOT[name], play, intensity)[1].claims.lines
    assert len(lines) > 0
    for billed, given in {(line["item"], line["given"]) for line in lines}:
        assert given >= 0
        cheap, dear = ITEMS[given], ITEMS[billed]
        assert cheap.price < dear.price or cheap.payment_class > dear.payment_class


@pytest.mark.parametrize("intensity", [0.15, 1.0, 2.0])
def test_goods_leave_no_drug_missing_from_the_shelf(intensity: float, play: Play) -> None:
    lines = deed_of(PLOT["bill-goods-as-drugs"], play, intensity)[1].claims.lines
    assert len(lines) > 0
    assert (lines["given"] == NOTHING_GIVEN).all()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("give-the-dear-drug", set(PREFERRED)),
        ("print-digital-films", {"digital_film"}),
    ],
)
def test_look_alikes_give_what_they_bill(name: str, keys: set[str], play: Play) -> None:
    lines = deed_of(PLOT[name], play)[1].claims.lines
    assert {ITEMS[item].key for item in lines["item"]} == keys
    assert (lines["given"] == AS_BILLED).all()


def test_boiled_tonics_are_herbs_for_the_winter(plant: Plant, play: Play) -> None:
    exports = plant(PLOT["boil-tonics"])
    lines = planted(exports)
    assert set(lines["key"]) == {"general_care", "herbs"}
    assert set(lines["day"].dt.month()) <= {10, 11, 12, 1, 2, 3}
    claims = deed_of(PLOT["boil-tonics"], play)[1].claims
    assert (claims.lines["given"] == AS_BILLED).all()


@pytest.mark.parametrize("name", ["swap-drugs", "bill-films-as-digital"])
def test_who_swaps_does_it_more_often_than_counts_err(name: str, play: Play) -> None:
    lines = deed_of(PLOT[name], play, 0.001)[1].claims.lines
    assert len(set(lines["visit"])) >= 3
