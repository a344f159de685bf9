import random
from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.targets.draw import BILLION, Urn, draw
from pipelines.targets.spread import Way


def pool(
    weights: list[int], areas: list[str | None] | None = None, cells: list[int] | None = None
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "entity_id": [f"E{n:03}" for n in range(len(weights))],
            "area": areas or [None] * len(weights),
            "cell": cells or [0] * len(weights),
            "weight": weights,
        },
        schema={"entity_id": pl.String, "area": pl.String, "cell": pl.Int64, "weight": pl.Int64},
    )


units = st.lists(
    st.tuples(st.integers(1, 1000), st.sampled_from(["A", "B", None]), st.integers(0, 2)),
    min_size=1,
    max_size=30,
)


@st.composite
def urns(draw_: st.DrawFn) -> tuple[pl.DataFrame, list[Way]]:
    """Units in three cells, and ways that no cell is too small for."""
    of = draw_(units)
    sizes = Counter(cell for *_, cell in of)
    places = st.tuples(*(st.integers(0, sizes[cell]) for cell in range(3)))
    some = draw_(st.lists(places, min_size=1, max_size=4, unique=True))
    times = {1: [1], 2: [3, 7], 3: [2, 3, 5], 4: [1, 2, 3, 4]}[len(some)]
    rows = pool(*(list(column) for column in zip(*of, strict=True)))
    return rows, [Way(n, each) for n, each in zip(times, some, strict=True)]


@given(urns(), st.text(max_size=8))
def test_every_cell_gets_the_places_of_one_of_the_ways(
    urn: tuple[pl.DataFrame, list[Way]], key: str
) -> None:
    rows, ways = urn
    drawn = draw(rows, ways, key)
    counts = Counter(drawn.filter("drawn")["cell"])
    assert tuple(counts[cell] for cell in range(3)) in [way.places for way in ways]
    tickets = sum(way.times for way in ways)
    for cell in range(3):
        mean = sum(way.times * way.places[cell] for way in ways)
        assert drawn.filter(cell=cell)["chance"].sum() * tickets == mean * BILLION
    for chance, won in drawn.select("chance", "drawn").iter_rows():
        assert 0 <= chance <= BILLION
        assert won or chance < BILLION
        assert chance > 0 or not won


@given(urns(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    urn: tuple[pl.DataFrame, list[Way]], shuffler: random.Random
) -> None:
    rows, ways = urn
    order = list(range(rows.height))
    shuffler.shuffle(order)
    assert draw(rows[order], ways, "k").equals(draw(rows, ways, "k"))


@given(urns())
def test_chances_do_not_depend_on_the_key(urn: tuple[pl.DataFrame, list[Way]]) -> None:
    first, second = (draw(*urn, key) for key in ("one", "two"))
    assert first["chance"].equals(second["chance"])


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=20), st.integers(1, 5))
@settings(max_examples=50)
def test_chances_are_in_proportion_below_one(weights: list[int], places: int) -> None:
    drawn = draw(pool(weights), [Way(1, (min(places, len(weights)),))], "k")
    below = [
        (p, w) for p, w in drawn.select("inclusion_probability", "weight").iter_rows() if p < 1
    ]
    for p, w in below:
        assert p * below[0][1] == pytest.approx(below[0][0] * w, abs=1e-5)


@pytest.mark.parametrize(
    "ways", [[Way(1, (3, 0))], [Way(1, (2, 1))], [Way(60, (2, 1)), Way(40, (1, 2))]]
)
def test_ten_thousand_draws_agree_with_the_published_chances(ways: list[Way]) -> None:
    weights = [100, 300, 150, 200, 900, 100, 120, 300]
    cells = [0, 0, 0, 0, 0, *([1, 1, 1] if ways[0].places[1] else [0, 0, 0])]
    urn = Urn(pool(weights, ["A", "A", "B", "B", "A", None, None, "B"], cells), ways)
    draws = 10_000
    wins = Counter(one for n in range(draws) for one in urn.drawn(f"{n}|2025-06|institution"))
    for entity, chance in urn.chances.items():
        expected = chance / BILLION
        deviation = (expected * (1 - expected) / draws) ** 0.5
        assert abs(wins[entity] / draws - expected) <= 4 * deviation + 1e-12


def test_a_published_draw_stays_what_it_was() -> None:
    rows = pool([100, 200, 300, 100, 250], ["A", "A", "B", "B", None])
    drawn = draw(rows, [Way(1, (2,))], "s|2025-06|doctor")
    assert drawn.filter("drawn")["entity_id"].to_list() == ["E001", "E002"]
    assert drawn["chance"].to_list() == [210526316, 421052632, 631578948, 210526315, 526315789]
