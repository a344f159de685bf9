"""With every row drawn once the weighted figures are those of `metrics`."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import metrics, resampling
from tests.models.rollouts import judged

ROWS = st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 3)), min_size=1)


@given(ROWS)
def test_a_weight_is_so_many_copies_of_a_row(rows: list[tuple[bool, int, int]]) -> None:
    y, score, times = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    copied = [np.repeat(values, times.astype(int)) for values in (y, score)]
    found = resampling.average_precision(y, score, times[None, :])[0]
    expected = metrics.average_precision(*copied)
    assert found == pytest.approx(expected, nan_ok=True)
    whole = int(times.sum())
    for visits in range(1, whole + 1):
        hits = resampling.expected_hits(y, score, times[None, :], visits / whole)[0]
        assert hits == pytest.approx(metrics.expected_hits(*copied, visits))


def test_an_entity_is_drawn_with_all_its_months_and_in_any_order() -> None:
    rows = judged(1, entities=30).sort("entity_id", "month")
    weights = resampling.drawn(rows, draws=5, seed=3)
    of = rows.select("entity_id").with_columns(pl.Series("weight", weights[0]))
    assert of.group_by("entity_id").agg(pl.col("weight").n_unique())["weight"].max() == 1
    turned = rows.reverse()
    assert (resampling.drawn(turned, draws=5, seed=3) == weights[:, ::-1]).all()


def test_every_draw_has_as_many_confirmed_entities() -> None:
    rows = judged(1, entities=30, months=1).sort("entity_id")
    weights = resampling.drawn(rows, draws=20, seed=3)
    assert set(weights @ rows["y"].to_numpy()) == {float(rows["y"].sum())}
