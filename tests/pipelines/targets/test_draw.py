import random
from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.targets.draw import BILLION, draw


def pool(weights: list[int], areas: list[str | None] | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "entity_id": [f"E{n:03}" for n in range(len(weights))],
            "area": areas or [None] * len(weights),
            "weight": weights,
        },
        schema={"entity_id": pl.String, "area": pl.String, "weight": pl.Int64},
    )


units = st.lists(
    st.tuples(st.integers(1, 1000), st.sampled_from(["A", "B", "C", None])), min_size=1, max_size=40
)
rooms = st.dictionaries(st.sampled_from(["A", "B", "C"]), st.integers(0, 5))


def billionths(drawn: pl.DataFrame) -> list[int]:
    return [round(p * BILLION) for p in drawn["inclusion_probability"]]


@given(units, st.integers(0, 12), rooms, st.text(max_size=8))
def test_counts_and_caps_hold_exactly(
    units: list[tuple[int, str | None]], places: int, room: dict[str, int], key: str
) -> None:
    given_pool = pool([w for w, _ in units], [a for _, a in units])
    drawn = draw(given_pool, places, key, room)
    sizes = Counter(area for _, area in units)
    possible = sum(min(room.get(area, size), size) for area, size in sizes.items())
    expected = min(places, possible)
    assert drawn["drawn"].sum() == expected
    assert sum(billionths(drawn)) == expected * BILLION
    for area, limit in room.items():
        assert drawn.filter(area=area)["drawn"].sum() <= limit
        assert drawn.filter(area=area)["inclusion_probability"].sum() <= limit + 1e-9
    for probability, won in drawn.select("inclusion_probability", "drawn").iter_rows():
        assert 0 <= probability <= 1
        assert won or probability < 1
        assert probability > 0 or not won


@given(units, st.integers(0, 12), rooms, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    units: list[tuple[int, str | None]], places: int, room: dict[str, int], shuffler: random.Random
) -> None:
    rows = pool([w for w, _ in units], [a for _, a in units])
    order = list(range(rows.height))
    shuffler.shuffle(order)
    assert draw(rows[order], places, "k", room).equals(draw(rows, places, "k", room))


@given(units, st.integers(1, 12), rooms)
def test_probabilities_do_not_depend_on_the_key(
    units: list[tuple[int, str | None]], places: int, room: dict[str, int]
) -> None:
    rows = pool([w for w, _ in units], [a for _, a in units])
    first, second = (draw(rows, places, key, room) for key in ("one", "two"))
    assert first["inclusion_probability"].equals(second["inclusion_probability"])


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=20), st.integers(1, 5))
@settings(max_examples=50)
def test_probabilities_are_in_proportion_below_one(weights: list[int], places: int) -> None:
    drawn = draw(pool(weights), places, "k")
    below = [
        (p, w) for p, w in drawn.select("inclusion_probability", "weight").iter_rows() if p < 1
    ]
    for p, w in below:
        assert p * below[0][1] == pytest.approx(below[0][0] * w, abs=1e-5)


@pytest.mark.parametrize("room", [{}, {"A": 1}])
def test_frequencies_over_seeds_match_the_stored_probabilities(room: dict[str, int]) -> None:
    rows = pool(
        [100, 300, 150, 200, 900, 100, 120, 300], ["A", "A", "B", "B", "A", None, None, "B"]
    )
    seeds = 4000
    wins = pl.Series([0] * rows.height)
    for seed in range(seeds):
        drawn = draw(rows, 3, f"{seed}|2025-06|institution", room)
        wins += drawn["drawn"].cast(pl.Int64)
    for probability, won in zip(drawn["inclusion_probability"], wins, strict=True):
        deviation = (probability * (1 - probability) / seeds) ** 0.5
        assert abs(won / seeds - probability) <= 4 * deviation + 1e-12


def test_a_published_draw_stays_what_it_was() -> None:
    drawn = draw(pool([100, 200, 300, 100, 250], ["A", "A", "B", "B", None]), 2, "s|2025-06|doctor")
    assert drawn.filter("drawn")["entity_id"].to_list() == ["E001", "E002"]
    assert billionths(drawn) == [210526316, 421052632, 631578948, 210526315, 526315789]
