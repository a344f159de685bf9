"""Differences of two models and their intervals."""

import polars as pl
import pytest

from models.comparison import figures
from models.differences import DIFFERENCE, Draws, differences
from tests.models.rollouts import judged


def test_the_estimate_is_the_difference_of_the_figures() -> None:
    rows = judged(2, quality=1.5)
    told = figures(rows).filter(pl.col("month") == "all")
    by = dict(told.select("ranking", "average_precision").iter_rows())
    found = differences(rows, Draws(count=20)).filter(pl.col("figure") == "average_precision")
    assert found["estimate"][0] == pytest.approx(by["challenger"] - by["champion"])


@pytest.mark.parametrize("quality", [-1.0, 0.0])
def test_a_worse_challenger_is_surely_worse(quality: float) -> None:
    for seed in range(5):
        found = differences(judged(seed, quality), Draws(count=200))
        assert found["high"][0] < 0


def test_every_group_is_compared_among_its_own() -> None:
    rows = judged(3).with_columns(kind=pl.lit(None, pl.String))
    found = differences(rows, Draws(count=50), ["area", "kind"])
    assert found.select("figure", "dimension", "value").rows() == [
        ("average_precision", "all", "all"),
        ("precision", "all", "all"),
        ("average_precision", "area", "east"),
        ("average_precision", "area", "west"),
    ]


def test_the_same_model_twice_does_not_differ() -> None:
    rows = judged(3).with_columns(challenger=pl.col("champion"))
    found = differences(rows, Draws(count=20))
    assert found.select("estimate", "low", "high").unique().rows() == [(0.0, 0.0, 0.0)]


def test_without_confirmed_rows_there_is_no_figure() -> None:
    found = differences(judged(3).with_columns(y=pl.lit(0)), Draws(count=20))
    assert found.row(0)[-3:] == (None, None, None)
    assert list(found.columns) == list(DIFFERENCE)


def test_it_repeats_whatever_the_order_of_rows() -> None:
    rows = judged(5)
    first = differences(rows, Draws(count=50), ["area"])
    assert first.equals(differences(rows.reverse(), Draws(count=50), ["area"]))
