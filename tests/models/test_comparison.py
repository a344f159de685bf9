"""What a champion, a challenger and size would have found in the same months."""

import polars as pl
import pytest

from models.comparison import ALL, FIGURES, JUDGED, SignTest, figures, sign_test
from tests.models.rollouts import judged

FOUR = pl.DataFrame(
    {
        "entity_id": ["A", "B", "C", "D"],
        "month": "2024-01",
        "y": [1, 1, 0, 0],
        "amount_fen": [500, 70, 0, 0],
        "novel": [False, True, False, False],
        "visited": 0.5,
        "champion": [4.0, 1.0, 3.0, 2.0],
        "challenger": [4.0, 3.0, 2.0, 1.0],
        "size": [1.0, 2.0, 3.0, 4.0],
        "champion_probability": [0.9, 0.1, 0.9, 0.1],
        "challenger_probability": [None, None, None, None],
    },
    schema_overrides=JUDGED,
)


def of(ranking: str, month: str = ALL) -> dict[str, object]:
    rows = figures(FOUR).filter(pl.col("ranking") == ranking, pl.col("month") == month)
    return rows.row(0, named=True)


def test_visits_are_the_share_that_can_be_reached() -> None:
    found = of("challenger", "2024-01")
    names = ("n", "confirmed", "visits", "found", "average_precision", "precision", "recall")
    assert tuple(found[name] for name in names) == (4, 2, 2.0, 2.0, 1.0, 1.0, 1.0)
    assert (found["lift"], found["lift_over_size"]) == (2.0, None), "size finds nobody"
    assert (found["amount_fen"], found["new_share"]) == (570.0, 0.5)
    assert found["calibration_error"] is None, "it claims no probability"


def test_a_champion_that_misses_one_finds_less() -> None:
    found = of("champion")
    assert (found["found"], found["amount_fen"], found["new_share"]) == (1.0, 500.0, 0.0)
    assert found["calibration_error"] == pytest.approx(0.4)


def test_what_does_not_exist_is_null_and_not_zero() -> None:
    cleared = figures(FOUR.with_columns(y=pl.lit(0)))
    unknown = ["average_precision", "recall", "lift", "lift_over_size", "new_share"]
    assert cleared.select(pl.col(unknown).is_null().all()).row(0) == (True,) * len(unknown)


def test_nobody_judged_is_an_empty_comparison_of_zeros() -> None:
    assert figures(FOUR.clear()).is_empty()
    assert list(figures(FOUR.clear()).columns) == list(FIGURES)


def test_ties_at_the_edge_share_the_visit() -> None:
    tied = FOUR.with_columns(champion=pl.lit(1.0))
    row = figures(tied).row(
        by_predicate=(pl.col("ranking") == "champion") & (pl.col("month") == ALL)
    )
    assert row[list(FIGURES).index("found")] == pytest.approx(1.0)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = judged(4)
    assert figures(rows).equals(figures(rows.reverse()))


@pytest.mark.parametrize(("better", "worse", "p"), [(6, 0, 0.03125), (3, 3, 1.0), (0, 0, 1.0)])
def test_the_sign_test_is_exact(better: int, worse: int, p: float) -> None:
    assert SignTest(better, worse).p == p


def test_months_are_counted_by_who_is_ahead() -> None:
    assert sign_test(figures(judged(1, quality=4.0))) == SignTest(4, 0)
    assert sign_test(figures(judged(1, quality=-4.0))) == SignTest(0, 4)
