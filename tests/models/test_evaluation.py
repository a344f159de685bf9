import polars as pl
import pytest

from models.evaluation import EVALUATION, evaluate


@pytest.fixture
def judged() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "fold": ["2024-01"] * 4 + ["2024-02"] * 2,
            "entity_id": ["A", "B", "C", "D", "C", "D"],
            "month": ["2024-01"] * 4 + ["2024-02"] * 2,
            "y": [1, 0, 1, 0, 1, 0],
            "model": [4.0, 3.0, 2.0, 1.0, 9.0, 0.0],
            "size": [1.0, 2.0, 3.0, None, 3.0, 4.0],
        }
    )


def test_every_ranking_of_every_fold_is_judged_and_then_all_together(judged: pl.DataFrame) -> None:
    figures = evaluate(judged, visited=0.5, seed=1, draws=5)
    assert list(figures.schema) == list(EVALUATION)
    assert figures.select("fold", "ranking").rows() == [
        (fold, ranking) for fold in ("2024-01", "2024-02", "all") for ranking in ("model", "size")
    ]


def test_the_visits_are_scaled_to_the_judged(judged: pl.DataFrame) -> None:
    figures = evaluate(judged, visited=0.5, seed=1, draws=5).filter(pl.col("ranking") == "model")
    assert figures.select("n", "confirmed", "visits", "precision").rows() == [
        (4, 2, 2, 0.5),
        (2, 1, 1, 1.0),
        (4, 2, 2, 1.0),
    ]


def test_all_holds_the_latest_snapshot_of_each_entity(judged: pl.DataFrame) -> None:
    figures = evaluate(judged, visited=0.5, seed=1, draws=5)
    overall = figures.filter(pl.col("fold") == "all", pl.col("ranking") == "model")
    assert overall["average_precision"].to_list() == [1.0]


def test_what_cannot_be_figured_out_is_null_not_zero(judged: pl.DataFrame) -> None:
    clean = judged.with_columns(y=pl.lit(0)).drop("size")
    figures = evaluate(clean, visited=0.5, seed=1, draws=5)
    unknown = ["average_precision", "ap_low", "ap_high", "recall", "lift", "lift_in_size_bands"]
    assert figures.select(pl.col(unknown).is_null().all()).row(0) == (True,) * 6
    assert figures["precision"].to_list() == [0.0, 0.0, 0.0]


def test_nobody_judged_gives_an_empty_evaluation(judged: pl.DataFrame) -> None:
    assert evaluate(judged.clear(), visited=0.5, seed=1).is_empty()
