import numpy as np
import polars as pl
import pytest

from pipelines.city.blocks import Block
from pipelines.city.calendar import Month
from pipelines.city.claims import AS_BILLED, NOTHING_GIVEN, VISIT, blank_lines
from pipelines.city.coding import Desk, coded, frame_of, given_items, thinned
from pipelines.city.dice import dice
from pipelines.city.world import World


@pytest.mark.parametrize("spare", [0, 100], ids=["short table", "long table"])
def test_a_negative_place_has_no_code(spare: int) -> None:
    codes = ["a", "b", *["c"] * spare]
    assert coded(codes, np.array([1, -1, 0])).to_list() == ["b", None, "a"]


def test_of_no_places_come_no_codes() -> None:
    assert coded(["a"], np.zeros(0, np.int64)).to_list() == []


def test_identifiers_are_numbered_through(world: World, month: Month) -> None:
    desk = Desk(world, month, Block(4, 0, 10))
    assert desk.numbered(2, 2, start=9).to_list() == [
        "236202403004000000009", "236202403004000000010",
    ]  # fmt: skip


def test_values_go_missing_at_the_given_rate() -> None:
    kept = thinned(pl.Series(np.ones(5_000)), 0.1, dice(0, "test"))
    assert abs(kept.null_count() / 5_000 - 0.1) < 0.02


def test_times_become_microseconds() -> None:
    frame = frame_of(np.zeros(1, VISIT))
    assert frame.schema["beg"] == pl.Datetime("us")
    assert frame.columns == list(VISIT.names or ())


def test_what_was_given_is_what_was_billed_unless_said() -> None:
    lines = blank_lines(3)
    lines["item"], lines["given"] = 5, [AS_BILLED, 9, NOTHING_GIVEN]
    assert given_items(lines).tolist() == [5, 9, NOTHING_GIVEN]
