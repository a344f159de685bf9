import random
from itertools import combinations
from typing import Any

import igraph
import polars as pl
import pytest

from features.network.communities import communities
from features.network.edges import EDGE
from features.thresholds import Thresholds

Pairs = list[tuple[str, str]]


def edges(*pairs: tuple[str, str], kind: str = "admission") -> pl.DataFrame:
    rows = [{"kind": kind, "a": a, "b": b, "weight": 2.0} for a, b in map(sorted, pairs)]
    return pl.DataFrame(rows, schema=EDGE)


def clique(name: str, size: int) -> Pairs:
    return list(combinations([f"{name}{n:02}" for n in range(size)], 2))


def found(frame: pl.DataFrame, t: Thresholds) -> list[set[str]]:
    made = communities(frame, t).group_by("kind", "community", maintain_order=True)
    return [set(row["entity_id"]) for row in made.agg("entity_id").to_dicts()]


def test_what_hangs_together_is_a_community(thresholds: Thresholds) -> None:
    made = found(edges(*clique("A", 3), *clique("B", 4)), thresholds)
    assert list(map(len, made)) == [3, 4]


def test_loose_ends_and_chains_are_none(thresholds: Thresholds) -> None:
    chain = [("X1", "X2"), ("X2", "X3"), ("X3", "X4")]
    assert found(edges(*clique("A", 3), ("A00", "Y"), *chain), thresholds) == [
        {"A00", "A01", "A02"}
    ]


def test_two_providers_are_enough(thresholds: Thresholds) -> None:
    assert found(edges(("H1", "H2"), kind="sites"), thresholds) == [{"H1", "H2"}]


@pytest.fixture
def bridged() -> pl.DataFrame:
    return edges(*clique("A", 20), *clique("B", 20), ("A00", "B00"), ("A01", "B01"))


def test_a_large_one_is_cut_where_it_is_thin(bridged: pl.DataFrame, thresholds: Thresholds) -> None:
    assert list(map(len, found(bridged, thresholds))) == [20, 20]


def test_a_small_one_is_left_whole(thresholds: Thresholds) -> None:
    small = edges(*clique("A", 5), *clique("B", 5), ("A00", "B00"), ("A01", "B01"))
    assert list(map(len, found(small, thresholds))) == [10]


def test_neither_rows_nor_strangers_nor_other_dice_change_the_cut(
    bridged: pl.DataFrame, thresholds: Thresholds
) -> None:
    once = found(bridged, thresholds)
    random.seed(99)
    mixed = pl.concat([bridged, edges(*clique("0", 35))]).sample(fraction=1, shuffle=True, seed=3)
    assert found(mixed, thresholds)[1:] == once


def test_the_dice_of_the_library_are_put_back(
    bridged: pl.DataFrame, thresholds: Thresholds, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Any] = []
    monkeypatch.setattr(igraph, "set_random_number_generator", given.append)
    communities(bridged, thresholds)
    assert given[-1] is random


def test_no_edges_no_communities(thresholds: Thresholds) -> None:
    assert found(edges(), thresholds) == []
