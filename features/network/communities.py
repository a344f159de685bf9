"""Communities in the edges of a kind: those who hang together, apart from everybody else."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import polars as pl

from features.network.edges import PERSONS
from features.thresholds import Thresholds

if TYPE_CHECKING:
    from igraph import Graph

SEED = 1
"""Where Leiden starts in every component, so that strangers do not change how it is cut."""

COMMUNITY = {"kind": pl.String(), "community": pl.Int64(), "entity_id": pl.String()}


def communities(edges: pl.DataFrame, t: Thresholds) -> pl.DataFrame:
    """The members of every community (`COMMUNITY`), sorted; nobody is in two of a kind.

    Loose ends are cut first: a person in a ring has met at least two others of it. What is then
    connected is one community, unless it is large: that is cut where it is thin (Leiden, by
    modularity). Cost: near linear in edges.

    Args:
        edges: `features.network.edges.edges`.
        t: thresholds.
    """
    rows: list[tuple[str, int, str]] = []
    for (kind,), own in sorted(edges.partition_by("kind", as_dict=True).items()):
        for number, names in enumerate(_communities(str(kind), own, t)):
            rows.extend((str(kind), number, name) for name in names)
    return pl.DataFrame(rows, schema=COMMUNITY, orient="row").sort(*COMMUNITY)


def _communities(kind: str, edges: pl.DataFrame, t: Thresholds) -> list[list[str]]:
    of_persons = kind in PERSONS
    partners, least = (t.ring_partners_min, t.ring_persons_min) if of_persons else (1, 2)
    core = _graph(edges).k_core(partners)
    parts = (part for component in core.decompose() for part in _cut(component, t))
    return sorted(sorted(part.vs["name"]) for part in parts if part.vcount() >= least)


def _graph(edges: pl.DataFrame) -> "Graph":
    """Vertices and edges in the order of their names, whatever the order of rows."""
    from igraph import Graph

    rows = edges.sort("a", "b")
    names = sorted({*rows.get_column("a"), *rows.get_column("b")})
    number = {name: n for n, name in enumerate(names)}
    ends = [(number[a], number[b]) for a, b in rows.select("a", "b").iter_rows()]
    return Graph(
        len(names), ends,
        vertex_attrs={"name": names}, edge_attrs={"weight": rows.get_column("weight").to_list()},
    )  # fmt: skip


def _cut(component: "Graph", t: Thresholds) -> list["Graph"]:
    if component.vcount() < t.ring_large_min:
        return [component]
    with _from_seed():
        found = component.community_leiden("modularity", weights="weight", n_iterations=-1)
    return list(found.subgraphs())


@contextmanager
def _from_seed() -> Iterator[None]:
    """The library draws from one generator of its own; afterwards it is as it was."""
    from igraph import set_random_number_generator

    set_random_number_generator(random.Random(SEED))  # noqa: S311  # to repeat, not to guard
    try:
        yield
    finally:
        set_random_number_generator(random)
