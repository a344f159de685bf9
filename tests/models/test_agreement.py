"""Lists of two models side by side, and of one model in two months."""

import polars as pl
import pytest

from models.agreement import agreement, moved, steadiness


def scores(order: str, month: str = "2024-01") -> pl.DataFrame:
    return pl.DataFrame(
        {
            "entity_id": list(order),
            "month": month,
            "score": [float(-place) for place in range(len(order))],
            "rank": list(range(1, len(order) + 1)),
        }
    )


def test_a_list_shares_places_with_another() -> None:
    found = agreement(scores("ABCDE"), scores("ADCBE"), 3).row(0, named=True)
    assert (found["places"], found["shared"], found["overlap"]) == (3, 2, pytest.approx(2 / 3))
    assert found["rank_correlation"] == pytest.approx(0.6)


def test_who_enters_and_who_leaves_is_told_by_rank() -> None:
    found = moved(scores("ABCDE"), scores("ADECB"), 3)
    assert found.select("moved", "entity_id", "champion_rank", "challenger_rank").rows() == [
        ("enters", "D", 4, 2),
        ("enters", "E", 5, 3),
        ("leaves", "B", 2, 5),
        ("leaves", "C", 3, 4),
    ]


def test_equal_lists_move_nobody() -> None:
    assert moved(scores("ABC"), scores("ABC"), 2).is_empty()


def test_steadiness_is_the_share_of_a_list_that_was_on_the_one_before() -> None:
    both = pl.concat([scores("ABCD"), scores("ACBD", "2024-02"), scores("DCBA", "2024-03")])
    found = steadiness(both, 2, "champion")
    assert found.select("month", "before", "kept").rows() == [
        ("2024-02", "2024-01", 0.5),
        ("2024-03", "2024-02", 0.5),
    ]


def test_one_month_has_no_month_before() -> None:
    assert steadiness(scores("AB"), 1, "champion").is_empty()
