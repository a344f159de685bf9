import polars as pl

from pipelines.targets.amounts import expected_amount


def test_what_may_be_expected_is_the_chance_times_what_is_at_issue() -> None:
    frame = pl.DataFrame({"probability": [0.25, 0.5, 1.0], "amount_at_issue_fen": [1001, 0, 7]})
    assert frame.select(expected_amount()).to_series().to_list() == [250, 0, 7]


def test_without_a_chance_nothing_is_expected_rather_than_nothing_lost() -> None:
    frame = pl.DataFrame(
        {"probability": [None], "amount_at_issue_fen": [1000]},
        schema_overrides={"probability": pl.Float64},
    )
    assert frame.select(expected_amount()).to_series().to_list() == [None]
