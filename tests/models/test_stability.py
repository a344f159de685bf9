"""Distributions that move, and those that do not."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.stability import drift, population_stability

VALUES = st.lists(st.floats(-5, 5) | st.just(float("nan")), min_size=1).map(np.array)


@given(VALUES, VALUES)
def test_it_is_never_negative_and_zero_for_the_same(then: np.ndarray, now: np.ndarray) -> None:
    assert population_stability(then, then) == pytest.approx(0)
    found = population_stability(then, now)
    assert found is not None
    assert found >= 0


def test_what_becomes_unknown_has_moved() -> None:
    values = np.arange(100.0)
    assert population_stability(values, np.where(values < 50, values, np.nan)) > 1
    assert population_stability(values, np.empty(0)) is None


def test_the_furthest_moved_comes_first() -> None:
    then = pl.DataFrame({"a": range(100), "b": range(100), "c": range(100)})
    now = pl.DataFrame({"a": range(100), "b": range(50, 150)})
    assert drift(then, now, ["a", "b", "c"])["column"].to_list() == ["b", "a"]
