import polars as pl

from pipelines.targets.cells import Cells, Demand
from pipelines.targets.feasible import Programme
from pipelines.targets.places import COVERAGE, MODEL, TIP, Places, in_order
from pipelines.targets.policy import Policy


def line(*people: tuple[str, float | None, int]) -> pl.DataFrame:
    schema = {"entity_id": pl.String, "score": pl.Float64, "cell": pl.Int64}
    return pl.DataFrame(people, schema=schema, orient="row")


def places(*demands: Demand, of: int, fill_capacity: bool = True) -> Places:
    cells = Cells(of=(), size=(3, 3), hours=(0, 0), demands=demands, crews=())
    return Places(Programme(cells, of, 0), Policy(fill_capacity=fill_capacity))


PEOPLE = line(("a", 0.9, 0), ("b", 0.8, 0), ("c", 0.7, 1), ("d", None, 1))


def test_who_is_sent_is_not_ranked_again() -> None:
    got = places(of=2)
    got.sent(PEOPLE.filter(pl.col("entity_id") == "c"), TIP, 1)
    got.ranked(PEOPLE)
    assert got.modes == {"c": TIP, "a": MODEL}
    assert got.listed == (1, 1)


def test_nobody_without_a_score_takes_a_free_place() -> None:
    got = places(of=9)
    got.ranked(PEOPLE)
    assert set(got.modes) == {"a", "b", "c"}


def test_a_quota_reaches_those_without_a_score() -> None:
    got = places(Demand("二", frozenset({1}), wanted=2), of=9, fill_capacity=False)
    got.ranked(PEOPLE)
    assert got.modes == {"c": MODEL, "d": COVERAGE}


def test_ties_go_by_score_and_then_by_id() -> None:
    people = pl.DataFrame(
        {
            "entity_id": ["d", "c", "b", "a"],
            "score": [0.1, 0.5, 0.5, None],
            "tier": ["红", "黄", "黄", None],
            "tips": [1, 2, 2, 9],
        }
    )
    ordered = {
        order: in_order(people, Policy(order=(order,)), ("红", "黄"))["entity_id"].to_list()
        for order in ("tier", "score", "tips")
    }
    assert ordered == {
        "tier": ["d", "b", "c", "a"],
        "score": ["b", "c", "d", "a"],
        "tips": ["a", "b", "c", "d"],
    }
