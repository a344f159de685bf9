import numpy as np
import polars as pl

from pipelines.city.calendar import Month
from pipelines.city.claims import VISIT
from pipelines.city.coding import coded, frame_of, numbered, unless
from pipelines.city.dice import dice


def test_a_negative_place_has_no_code() -> None:
    places = pl.DataFrame({"place": [1, -1, 0]})
    assert places.select(coded(["a", "b"], "place").alias("code"))["code"].to_list() == [
        "b", None, "a",
    ]  # fmt: skip


def test_identifiers_are_numbered_through(month: Month) -> None:
    assert numbered(2, month, 2, start=9).to_list() == ["236202403000000009", "236202403000000010"]


def test_values_go_missing_at_the_given_rate() -> None:
    rows = pl.DataFrame({"x": np.ones(5_000)})
    kept = rows.select(unless(0.1, pl.col("x"), 5_000, dice(0, "test")).alias("x"))["x"]
    assert abs(kept.null_count() / 5_000 - 0.1) < 0.02


def test_times_become_microseconds() -> None:
    frame = frame_of(np.zeros(1, VISIT))
    assert frame.schema["beg"] == pl.Datetime("us")
    assert frame.columns == list(VISIT.names or ())
