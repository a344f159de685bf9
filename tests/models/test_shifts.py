"""What has moved is named, and what has not raises hardly ever an alarm."""

import numpy as np
import polars as pl
import pytest

from models.comparison import ALL
from models.shifts import Deals, shifts

DEALS = Deals(count=200)
NAMES = [f"f{i:02}" for i in range(40)]


def month(
    seed: int, entities: int = 150, planted: tuple[str, str] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two months of the same entities: values that last, skewed, mostly zero, or often missing."""
    rng = np.random.default_rng(seed)
    lasting = rng.normal(size=(entities, len(NAMES)))
    area = np.array([f"A{i % 3}" for i in range(entities)])
    frames = []
    for now in (False, True):
        values = lasting + 0.4 * rng.normal(size=lasting.shape)
        values[:, :5] = np.exp(values[:, :5])
        values[:, 5:10] *= values[:, 5:10] > 1
        values[:, 10:15][values[:, 10:15] > 1] = np.nan
        if now and planted:
            values[area == planted[1], NAMES.index(planted[0])] += 1.5
        columns = {name: values[:, i] for i, name in enumerate(NAMES)}
        who = {"entity_id": [f"E{i:03}" for i in range(entities)], "area": area}
        # Some come, some go.
        frames.append(pl.DataFrame({**who, **columns}).filter(rng.random(entities) < 0.95))
    return frames[0], frames[1]


def test_a_month_without_drift_hardly_ever_looks_unusual() -> None:
    alarms = [(shifts(*month(seed), NAMES, DEALS)["p"] <= 0.01).any() for seed in range(20)]
    assert sum(alarms) <= 1


@pytest.mark.parametrize("seed", range(5))
def test_what_was_moved_in_one_area_stands_first(seed: int) -> None:
    planted = (NAMES[7 * seed], "A1")
    found = shifts(*month(100 + seed, planted=planted), NAMES, DEALS)
    first = found.row(0, named=True)
    assert first["column"] == planted[0]
    assert first["p"] <= 0.01
    place = found.filter(pl.col("column") == planted[0], pl.col("area") != ALL).row(0, named=True)
    assert (place["area"], place["p"] <= 0.01) == ("A1", True)


def test_the_same_month_twice_has_not_moved() -> None:
    then, _ = month(3)
    found = shifts(then, then, NAMES, DEALS)
    assert set(found["distance"]) == set(found["strength"]) == {0.0}
    assert set(found["p"]) == {1.0}


def test_values_that_vanish_are_a_shift() -> None:
    then, now = month(4)
    found = shifts(then, now.with_columns(f20=pl.lit(None, pl.Float64)), NAMES, DEALS)
    first = found.row(0, named=True)
    assert (first["column"], first["area"], first["missing"]) == ("f20", ALL, 1.0)
    assert (first["distance"], first["moved"], first["median"]) == (1.0, None, None)


def test_small_areas_and_columns_of_one_month_are_left_out() -> None:
    then, now = month(5)
    found = shifts(then, now.drop("f01"), ["f00", "f01"], Deals(count=20, least=100))
    assert found.select("column", "area").rows() == [("f00", ALL)]


def test_the_order_of_rows_does_not_matter() -> None:
    then, now = month(6)
    first = shifts(then, now, NAMES[:5], DEALS)
    assert shifts(
        then.reverse(), now.sample(fraction=1, shuffle=True, seed=1), NAMES[:5], DEALS
    ).equals(first)


def test_nobody_has_not_moved() -> None:
    then, now = month(7)
    assert shifts(then.clear(), now, NAMES, DEALS).is_empty()
    assert shifts(then, now, [], DEALS).is_empty()
