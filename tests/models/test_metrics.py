import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from models.description import Floats
from models.metrics import (
    average_precision,
    expected_hits,
    interval,
    lift_at,
    lift_in_bands,
    precision_at,
    recall_at,
)

Y = np.array([1.0, 0, 1, 0, 0])
SCORE = np.array([5.0, 4, 3, 2, 1])

judged = st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=8)


def test_figures_of_a_short_list_by_hand() -> None:
    assert average_precision(Y, SCORE) == pytest.approx((1 + 2 / 3) / 2)
    assert precision_at(Y, SCORE, 2) == 0.5
    assert recall_at(Y, SCORE, 2) == 0.5
    assert lift_at(Y, SCORE, 2) == 0.5 / 0.4


@given(rows=judged)
def test_average_precision_is_that_of_scikit_learn(rows: list[tuple[bool, int]]) -> None:
    y, score = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    if y.any():
        assert average_precision(y, score) == pytest.approx(average_precision_score(y, score))


def test_more_visits_than_entities_visit_all() -> None:
    assert precision_at(Y, SCORE, 99) == 0.4
    assert recall_at(Y, SCORE, 99) == 1.0


def test_ties_are_expected_values() -> None:
    assert expected_hits(Y, np.zeros(5), 2) == pytest.approx(0.8)
    assert expected_hits(Y, np.array([9.0, 1, 1, 0, 0]), 2) == 1.5


@given(rows=judged, k=st.integers(1, 8), data=st.data())
def test_no_figure_depends_on_the_order_of_rows(
    rows: list[tuple[bool, int]], k: int, data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(rows))
    y, score = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    y2, score2 = (np.array(column, dtype=float) for column in zip(*mixed, strict=True))
    for metric in (precision_at, recall_at, lift_at):
        assert metric(y, score, k) == pytest.approx(metric(y2, score2, k), nan_ok=True)
    assert average_precision(y, score) == pytest.approx(average_precision(y2, score2), nan_ok=True)


def test_without_a_confirmed_row_there_is_no_figure() -> None:
    none = np.zeros(3)
    figures = [average_precision(none, none), recall_at(none, none, 1), lift_at(none, none, 1)]
    assert np.isnan([*figures, lift_in_bands(none, none, none, 1)]).all()
    assert np.isnan(precision_at(np.array([]), np.array([]), 3))


def hospitals() -> tuple[Floats, Floats, Floats]:
    """Large ones cheat more often; a good score also knows who does within a size."""
    rng = np.random.default_rng(2)
    size = rng.lognormal(size=2000)
    y = (rng.random(2000) < np.clip(size / 8, 0.02, 0.6)).astype(float)
    return y, size, y + 0.5 * rng.normal(size=2000)


def test_a_ranking_by_size_has_lift_overall_and_hardly_any_inside_bands() -> None:
    y, size, good = hospitals()
    assert lift_at(y, size, 100) > 2
    assert lift_in_bands(y, size, size, 100, bands=20) < 1.5
    assert lift_in_bands(y, good, size, 100) > 2.5


def test_the_interval_holds_the_figure_and_repeats() -> None:
    y, _, good = hospitals()
    low, high = interval(average_precision, y, good, seed=1, draws=50)
    assert low < average_precision(y, good) < high
    assert (low, high) == interval(average_precision, y, good, seed=1, draws=50)
    assert (low, high) != interval(average_precision, y, good, seed=2, draws=50)
