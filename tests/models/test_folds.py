import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.folds import Fold, grouped, split, time_forward

MONTHS = [f"2024-{month:02}" for month in range(1, 13)]


@st.composite
def labelled_frames(draw: st.DrawFn) -> pl.DataFrame:
    """Entities seen in some months, each with an outcome and the day it became known."""
    rows = []
    for number in range(draw(st.integers(2, 40))):
        for month in draw(st.sets(st.sampled_from(MONTHS), min_size=1, max_size=4)):
            outcome = draw(st.sampled_from(["confirmed", "cleared", None]))
            known = dt.date(2024, 1, 1) + dt.timedelta(days=draw(st.integers(0, 400)))
            rows.append((f"E{number}", month, outcome, known if outcome else None))
    schema = {"entity_id": pl.String, "month": pl.String, "outcome": pl.String, "known": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def known_by(labelled: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    return labelled.join(keys, on=["entity_id", "month"], how="semi")


def assert_no_entity_in_both(folds: list[Fold]) -> None:
    for fold in folds:
        assert not set(fold.train["entity_id"]) & set(fold.test["entity_id"])
        assert fold.test["entity_id"].is_unique().all()


@pytest.fixture(scope="module")
def dated() -> pl.DataFrame:
    """60 entities in each of 12 months, a third confirmed, found evenly over the year."""
    rows = [
        (f"E{i:02}", month, "confirmed" if i % 3 == 0 else "cleared", _found(i))
        for i in range(60)
        for month in MONTHS
    ]
    return pl.DataFrame(rows, schema=["entity_id", "month", "outcome", "known"], orient="row")


def _found(i: int) -> dt.date:
    return dt.date(2024, 1, 1) + dt.timedelta(days=6 * i)


@settings(max_examples=40)
@given(labelled=labelled_frames())
def test_time_forward_never_leaks_entities_or_time(labelled: pl.DataFrame) -> None:
    folds = time_forward(labelled)
    assert_no_entity_in_both(folds)
    for fold in folds:
        cut_off = dt.date.fromisoformat(f"{fold.month}-01")
        train, test = known_by(labelled, fold.train), known_by(labelled, fold.test)
        assert (train["known"] < cut_off).all()
        assert (train["month"] <= fold.month).all()
        assert (test["known"] >= cut_off).all()
        assert (test["month"] == fold.month).all()


@settings(max_examples=40)
@given(labelled=labelled_frames(), seed=st.integers(0, 5))
def test_grouped_folds_judge_every_inspected_entity_at_most_once(
    labelled: pl.DataFrame, seed: int
) -> None:
    folds = grouped(labelled, groups=3, seed=seed)
    assert_no_entity_in_both(folds)
    tested = [entity for fold in folds for entity in fold.test["entity_id"]]
    inspected = labelled.filter(pl.col("outcome").is_not_null())["entity_id"].unique()
    assert len(tested) == len(set(tested))
    assert set(tested) <= set(inspected)


def test_an_entity_with_a_later_outcome_does_not_teach_with_its_earlier_one(
    dated: pl.DataFrame,
) -> None:
    twice = dated.with_columns(
        known=pl.when(pl.col("entity_id") == "E40", pl.col("month") < "2024-06")
        .then(pl.lit(dt.date(2024, 1, 1)))
        .otherwise("known")
    )
    fold = time_forward(twice.filter(pl.col("month").is_in(["2024-05", "2024-07"])))[-1]
    assert "E40" in fold.test["entity_id"]
    assert "E40" not in fold.train["entity_id"]


def test_what_becomes_known_on_the_cut_off_is_not_known_yet(dated: pl.DataFrame) -> None:
    gone = (pl.col("entity_id") == "E30") & (pl.col("month") == "2024-07")
    on_the_day = dated.filter(~gone).with_columns(
        known=pl.when(pl.col("entity_id") == "E30").then(dt.date(2024, 7, 1)).otherwise("known")
    )
    fold = time_forward(on_the_day.filter(pl.col("month").is_in(["2024-05", "2024-07"])))[-1]
    assert fold.month == "2024-07"
    assert "E30" not in fold.train["entity_id"]


def test_dated_outcomes_are_split_by_time_over_spread_cut_offs(dated: pl.DataFrame) -> None:
    division = split(dated, seed=1)
    assert division.kind == "time_forward"
    assert len(division.folds) <= 5
    assert "cut-off months" in division.why
    assert division.folds[-1].month > division.folds[0].month


def test_a_single_month_is_split_by_entity_and_says_why(dated: pl.DataFrame) -> None:
    division = split(dated.filter(pl.col("month") == "2024-06"), seed=1)
    assert division.kind == "grouped"
    assert division.why.startswith("too little to judge by time: 1 cut-off months")


def test_groups_hold_equal_numbers_of_confirmed_entities(dated: pl.DataFrame) -> None:
    folds = grouped(dated, groups=5, seed=1)
    confirmed = [
        known_by(dated, fold.test).filter(pl.col("outcome") == "confirmed").height for fold in folds
    ]
    assert confirmed == [4] * 5


def test_groups_depend_on_the_seed_and_not_on_the_order_of_rows(dated: pl.DataFrame) -> None:
    def tests(frame: pl.DataFrame, seed: int) -> list[list[str]]:
        return [fold.test["entity_id"].to_list() for fold in grouped(frame, groups=5, seed=seed)]

    mixed = dated.sample(fraction=1.0, shuffle=True, seed=9)
    assert tests(mixed, 1) == tests(dated, 1)
    assert tests(dated, 2) != tests(dated, 1)


def test_an_entity_is_judged_on_its_latest_snapshot(dated: pl.DataFrame) -> None:
    assert all((fold.test["month"] == "2024-12").all() for fold in grouped(dated, groups=5, seed=1))


def test_nothing_inspected_makes_no_folds(dated: pl.DataFrame) -> None:
    blank = dated.with_columns(outcome=pl.lit(None, pl.String), known=pl.lit(None, pl.Date))
    assert split(blank, seed=1).folds == ()
