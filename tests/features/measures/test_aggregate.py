import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.measures.aggregate import (
    busiest_day,
    deviation,
    distinct,
    herfindahl,
    mean,
    mean_yuan,
    quantile,
    ratio,
    share,
    skewness,
    spread,
    summed,
    top_share,
)

ROWS = pl.DataFrame(
    {
        "fen": [100, 200, None, 600],
        "days": [1, None, 4, 2],
        "doctor": ["D1", "D1", None, "D2"],
        "day": ["01", "01", "02", "03"],
        "old": [True, False, None, True],
        "stay": [True, True, True, False],
    }
)
STAY = pl.col("stay")
EVERY_SHAPE = {
    "ratio": (ratio(pl.col("fen").sum(), pl.col("days").sum()), 900 / 7),
    "share": (share(pl.col("old")), 2 / 3),
    "share among": (share(pl.col("old"), STAY), 1 / 2),
    "mean": (mean("fen"), 300),
    "mean where": (mean("fen", STAY), 150),
    "mean_yuan": (mean_yuan("fen"), 3),
    "spread": (spread("fen"), 0.8819171036881969),
    "deviation": (deviation("fen"), 7e4**0.5),
    "skewness": (skewness("fen", least=3), 0.5951700641394974),
    "quantile": (quantile("fen", 0.5), 200),
    "quantile where": (quantile("fen", 0.9, STAY), 190),
    "summed": (summed("fen", "days"), 700 / 3),
    "summed where": (summed("fen", "days", STAY), 100),
    "distinct": (distinct("doctor"), 2),
    "distinct where": (distinct("doctor", STAY), 1),
    "top_share": (top_share("doctor"), 2 / 3),
    "herfindahl": (herfindahl("doctor"), 1 / 3),
    "busiest_day": (busiest_day(), 2),
    "busiest_day where": (busiest_day(pl.col("day") > "01"), 1),
}
each_shape = pytest.mark.parametrize("shape", EVERY_SHAPE)


def of(rows: pl.DataFrame, expr: pl.Expr) -> float | None:
    """The aggregate of a single group, the way profiles aggregate."""
    grouped = rows.with_columns(key=pl.lit("K")).group_by("key").agg(x=expr.cast(pl.Float64))
    return grouped["x"].item()


@each_shape
def test_a_shape_gives_its_number(shape: str) -> None:
    expr, expected = EVERY_SHAPE[shape]
    assert of(ROWS, expr) == pytest.approx(expected)


@each_shape
def test_unknown_values_give_nothing_or_no_count(shape: str) -> None:
    unknown = ROWS.head(1).select(
        pl.lit(None, dtype).alias(name) for name, dtype in ROWS.schema.items()
    )
    value = of(unknown, EVERY_SHAPE[shape][0])
    assert value is None or (value == 0 and shape.startswith("distinct"))


@each_shape
def test_the_order_of_rows_does_not_matter(shape: str) -> None:
    expr, expected = EVERY_SHAPE[shape]
    assert of(ROWS.reverse(), expr) == pytest.approx(expected)


@pytest.mark.parametrize("below", [0, -5])
def test_a_ratio_needs_a_positive_denominator(below: int) -> None:
    assert of(ROWS, ratio(pl.col("fen").sum(), pl.lit(below))) is None


def test_a_spread_needs_enough_values() -> None:
    assert of(ROWS, spread("fen", least=4)) is None


texts = st.lists(st.sampled_from(["a", "b", "c", None]), min_size=1, max_size=20)


@given(texts)
def test_concentration_lies_between_an_even_spread_and_one(values: list[str | None]) -> None:
    rows = pl.DataFrame({"doctor": values}, schema={"doctor": pl.String})
    concentration, top = of(rows, herfindahl("doctor")), of(rows, top_share("doctor"))
    kinds = of(rows, distinct("doctor"))
    if kinds == 0:
        assert concentration is top is None
    elif concentration is None:
        assert rows["doctor"].count() == 1
    else:
        assert 0 <= concentration <= top <= 1
        assert (concentration == 1) == (kinds == 1)


@given(st.lists(st.tuples(st.none() | st.booleans(), st.none() | st.booleans()), min_size=1))
def test_shares_of_yes_and_no_add_up(rows: list[tuple[bool | None, bool | None]]) -> None:
    frame = pl.DataFrame(rows, schema={"old": pl.Boolean, "stay": pl.Boolean}, orient="row")
    yes, no = (of(frame, share(answer, STAY)) for answer in (pl.col("old"), ~pl.col("old")))
    assert (yes is None) == (no is None)
    assert yes is None or yes + no == pytest.approx(1)
