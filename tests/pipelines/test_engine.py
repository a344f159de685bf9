"""The engine gives the same bytes again."""

import polars as pl

from pipelines.engine import Engine


def test_float_sums_repeat_to_the_byte() -> None:
    frame = pl.LazyFrame({"k": [i % 7 for i in range(50_000)], "x": [i / 3 for i in range(50_000)]})
    plan = frame.group_by("k").agg(pl.col("x").sum(), pl.col("x").std().alias("s")).sort("k")
    first, second = Engine().collect_all(plan, plan)
    assert first.equals(second)
    assert Engine().collect(plan).equals(first)
