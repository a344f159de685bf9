import numpy as np
import polars as pl
import pytest

from benchmarks.detection.judging import Panel, judge, shared_top

Y = np.array([1.0, 1, 1, 0, 0, 0, 0, 0, 0, 0])
SIZE = np.arange(10.0)
RIGHT, WRONG = -SIZE, SIZE


def panel(sample: str = "city-3", **scores: np.ndarray) -> Panel:
    return Panel(sample, Y, SIZE, scores, places=2)


def figure(judged: pl.DataFrame, ranking: str, name: str) -> tuple[float, float, float]:
    row = judged.row(by_predicate=(pl.col("ranking") == ranking) & (pl.col("figure") == name))
    return row[2:]


def test_who_ranks_the_guilty_first_gets_full_marks_and_fills_its_places() -> None:
    judged = judge([panel(right=RIGHT, wrong=WRONG)], best="right", draws=20, seed=0)
    assert figure(judged, "right", "average_precision") == (1.0, 1.0, 1.0)
    assert figure(judged, "right", "recall")[0] == pytest.approx(2 / 3)
    assert figure(judged, "wrong", "precision_10")[0] == 0.0


def test_what_the_best_is_ahead_has_an_interval_of_its_own() -> None:
    judged = judge([panel(right=RIGHT, wrong=WRONG)], best="right", draws=50, seed=0)
    assert figure(judged, "right", "ahead") == (0.0, 0.0, 0.0)
    value, low, high = figure(judged, "wrong", "ahead")
    assert 0.0 < low <= value <= high


def test_a_figure_is_the_mean_of_the_repetitions() -> None:
    once = [panel(it=RIGHT), panel(it=WRONG)]
    apart = [figure(judge([p], best="it", draws=5, seed=0), "it", "precision_10")[0] for p in once]
    both = judge(once, best="it", draws=5, seed=0)
    assert figure(both, "it", "precision_10")[0] == np.mean(apart)


def test_repetitions_on_one_sample_are_drawn_together() -> None:
    twice = judge([panel(it=SIZE % 3), panel(it=SIZE % 3)], best="it", draws=40, seed=1)
    once = judge([panel(it=SIZE % 3)], best="it", draws=40, seed=1)
    assert twice.equals(once), "a copy of a repetition adds no certainty"


def test_without_a_guilty_one_there_is_no_figure() -> None:
    nobody = Panel("city-3", np.zeros(4), np.arange(4.0), {"it": np.arange(4.0)}, places=1)
    assert figure(judge([nobody], best="it", draws=5, seed=0), "it", "recall") == (None,) * 3


def test_the_top_is_shared_by_as_many_as_two_seeds_agree_on() -> None:
    first, second = np.arange(200.0), np.arange(200.0)
    second[199] = -1.0
    assert shared_top([first, first, first]) == 1.0
    assert shared_top([first, second]) == 0.5


def test_equal_scores_are_no_unsteadiness() -> None:
    assert shared_top([np.zeros(300), np.zeros(300)]) == 1.0
