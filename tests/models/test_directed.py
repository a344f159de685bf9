import polars as pl
import pytest

from models.directed import MIDDLE_HALF, directed


def test_the_harmless_side_and_the_unknown_count_as_the_median() -> None:
    profile = pl.DataFrame({"h_z": [-9.0, None, 2.0], "l_z": [9.0, None, -2.0]})
    found = directed(profile, ["h", "l"], ["high", "low"])
    assert found.tolist() == [[0, 0], [0, 0], [2, 2]]


def test_both_sides_count_and_extremes_are_clipped() -> None:
    profile = pl.DataFrame({"b_z": [-3.0, 3.0, -20.0, 0.6]})
    found = directed(profile, ["b"], ["both"]).ravel()
    assert found == pytest.approx([3 - MIDDLE_HALF, 3 - MIDDLE_HALF, 10, 0], abs=1e-6)
