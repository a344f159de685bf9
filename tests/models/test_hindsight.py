"""Lists of the past beside what became known later."""

import polars as pl
import pytest

from models.comparison import ALL, SIZE
from models.differences import Draws
from models.hindsight import LAST, MODEL, RANDOM, RULES, SEEN, ahead, by_delay, figures


def person(entity: str, model: float, y: int | None = None, **other: object) -> dict[str, object]:
    """Somebody of January who is as big as suspicious, and crosses no rule."""
    blank = {**dict.fromkeys(SEEN), "month": "2024-01", "places": 2, RULES: 0.0, RANDOM: 0.0}
    found = {"known_after": 3, "amount_fen": 100, "novel": False} if y is not None else {}
    return {**blank, **found, "entity_id": entity, "y": y, MODEL: model, SIZE: model, **other}


def seen(*people: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(people), schema=SEEN)


FOUR = (
    person("A", 4, 1, novel=True),
    person("B", 3, size=0),
    person("C", 2, 0, size=9),
    person("D", 1, 1, size=8),
)


def of(rows: pl.DataFrame, ranking: str = MODEL, month: str = ALL) -> dict[str, object]:
    return rows.row(
        by_predicate=(pl.col("ranking") == ranking) & (pl.col("month") == month), named=True
    )


def test_precision_lies_between_all_others_clean_and_all_others_guilty() -> None:
    model = of(figures(seen(*FOUR)))
    assert (model["places"], model["inspected"], model["found"]) == (2, 1, 1)
    assert model["precision_least"] == 0.5
    assert model["precision_inspected"] == 1.0
    assert model["precision_most"] == 1.0
    assert (model["recall"], model["new_share"], model["amount_fen"]) == (0.5, 1.0, 100)


def test_a_random_list_is_what_one_finds_on_average() -> None:
    random = of(figures(seen(*FOUR)), RANDOM)
    assert (random["places"], random["found"], random["recall"]) == (2, 1, 0.5)
    assert random["times_random"] == 1.0
    assert of(figures(seen(*FOUR)), SIZE)["times_random"] == 1.0


def test_whom_a_lot_in_ten_fell_on_stands_for_ten() -> None:
    rows = seen(
        person("A", 4, 1, inclusion_probability=1.0),
        person("B", 3, 0, inclusion_probability=0.1),
        person("C", 2),
    )
    model = of(figures(rows))
    assert model["precision_inspected"] == 0.5
    assert model["precision_weighted"] == pytest.approx(1 / 11)
    assert model["weighted"] == 2
    assert of(figures(seen(*FOUR)))["precision_weighted"] is None


def test_what_is_found_again_is_found_once() -> None:
    again = [{**each, "month": "2024-02"} for each in FOUR]
    both = figures(seen(*FOUR, *again))
    assert of(both)["found"] == 2
    assert of(both)["entities_found"] == 1
    assert of(both)["amount_fen"] == 100
    assert of(both, month="2024-02")["amount_fen"] == 100


def test_a_ranking_without_a_list_in_a_month_is_compared_on_the_others() -> None:
    later = [{**each, "month": "2024-02", LAST: 1.0} for each in FOUR]
    both = figures(seen(*FOUR, *later))
    assert (of(both, LAST)["months"], of(both, LAST)["times_random"]) == (1, 1.0)
    assert both.filter(pl.col("ranking") == LAST)["month"].to_list() == ["2024-02", ALL]


def test_who_has_no_rank_ranks_last() -> None:
    rows = [{**each, LAST: None if each["entity_id"] == "A" else -5.0} for each in FOUR]
    assert of(figures(seen(*rows)), LAST)["found"] == pytest.approx(2 / 3)


def test_being_ahead_is_told_with_an_interval() -> None:
    rows = [person(f"G{i:02}", 9, 1, size=0, places=20) for i in range(20)]
    rows += [person(f"I{i:02}", 1, 0, size=5, places=20) for i in range(30)]
    found = ahead(seen(*rows), Draws(seed=1, count=100))
    by_size = found.row(by_predicate=pl.col("ranking") == SIZE, named=True)
    assert [by_size[name] for name in ("estimate", "low", "high")] == pytest.approx([1, 1, 1])
    random = found.row(by_predicate=pl.col("ranking") == RANDOM, named=True)
    assert random["estimate"] == pytest.approx(0.6)
    assert random["low"] <= random["estimate"] <= random["high"]
    assert LAST not in found["ranking"]


def test_few_confirmed_give_no_interval_and_all_months_count() -> None:
    nobody = [{**person(e, 4.0 - i), "month": "2024-02"} for i, e in enumerate("ABCD")]
    found = ahead(seen(*FOUR, *nobody), Draws(count=50))
    random = found.row(by_predicate=pl.col("ranking") == RANDOM, named=True)
    assert (random["months"], random["low"], random["high"]) == (2, None, None)
    assert random["estimate"] == pytest.approx(0.0)


def test_outcomes_come_in_over_the_months() -> None:
    rows = seen(person("A", 4, 1, known_after=1), person("B", 3, 0, known_after=5), person("C", 2))
    assert by_delay(rows).rows() == [(1, 1.0, 1.0), (5, 2.0, 1.0)]


def test_nothing_known_gives_no_figure_and_no_error() -> None:
    nobody = seen(person("A", 4), person("B", 3), person("C", 2))
    model = of(figures(nobody))
    assert (model["found"], model["precision_least"], model["precision_most"]) == (0, 0.0, 1.0)
    assert model["precision_inspected"] is model["recall"] is model["new_share"] is None
    assert ahead(nobody, Draws()).is_empty()
    assert figures(nobody.clear()).is_empty()


def test_the_order_of_rows_does_not_matter() -> None:
    rows = seen(*FOUR)
    assert figures(rows.reverse()).equals(figures(rows))
    assert ahead(rows.reverse(), Draws(count=20)).equals(ahead(rows, Draws(count=20)))
