import polars as pl

from pipelines.targets.money import by_violation


def hits(*rows: tuple[str, str, str | None, int]) -> pl.DataFrame:
    columns = ["violation", "mdtrt_id", "feedetl_sn", "amount_fen"]
    schema = {**dict.fromkeys(columns, pl.String), "amount_fen": pl.Int64}
    return pl.DataFrame(list(rows), schema=schema, orient="row").with_columns(
        fixmedins_code=pl.lit("H1")
    )


def test_within_a_violation_nothing_counts_twice() -> None:
    told = by_violation(
        hits(("I-02", "M1", "F1", 10), ("I-02", "M1", "F1", 10), ("I-04", "M1", "F1", 30)),
        "institution",
    )
    assert told.rows() == [("I-04", 1, 1, 30), ("I-02", 2, 1, 10)]


def test_without_hits_there_is_no_money() -> None:
    assert by_violation(hits(), "institution").is_empty()
