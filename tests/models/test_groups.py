"""What one list means for groups."""

import polars as pl
import pytest

from models.groups import GROUP, groups
from tests.models.rollouts import judged


def test_visits_of_the_groups_are_those_of_all() -> None:
    found = groups(judged(1), ["area"])
    totals = found.group_by("ranking").agg(pl.col("visits", "n").sum()).sort("ranking")
    assert totals["n"].to_list() == [400] * 3
    assert totals["visits"].to_list() == pytest.approx([40.0] * 3)


def test_a_group_that_is_never_ranked_high_is_never_visited() -> None:
    rows = judged(1).with_columns(
        challenger=pl.when(pl.col("area") == "east").then(0.0).otherwise(1.0)
    )
    found = groups(rows, ["area"]).filter(pl.col("ranking") == "challenger")
    east, west = found.sort("value")["visited_share"]
    assert east == 0
    assert west > 0.15


def test_unknown_groups_are_left_out() -> None:
    rows = judged(1).with_columns(owner=pl.lit(None, pl.String))
    assert groups(rows, ["owner"]).is_empty()
    assert list(groups(rows, []).columns) == list(GROUP)
