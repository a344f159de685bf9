"""Figures of a ranking under many weightings of its rows at once: what a bootstrap asks for.

A draw of the bootstrap is a weight per row (how often its entity was drawn), so all draws of a
month are one matrix and a ranking is sorted once. With weights of 1 every figure equals that of
`metrics`.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from models.description import Floats


def drawn(judged: pl.DataFrame, *, draws: int, seed: int) -> Floats:
    """Weights of the rows of `judged` (draws, rows), drawn by entity.

    An entity is drawn with all its months, because they are nearly copies of one another.
    Entities with a confirmed month and others are drawn apart, which keeps the share of confirmed
    ones (see `metrics.interval`). Which weight an entity gets depends on the seed and the ids.

    Args:
        judged: `entity_id` and `y` of each row.
        draws: rows of the result.
        seed: of the draws.
    """
    entities = judged.group_by("entity_id").agg(pl.col("y").max()).sort("entity_id")
    confirmed = entities.get_column("y").to_numpy() > 0
    rng = np.random.default_rng(seed)
    counts = np.zeros((draws, entities.height))
    for inside in (confirmed, ~confirmed):
        if n := int(inside.sum()):
            counts[:, inside] = rng.multinomial(n, np.full(n, 1 / n), size=draws)
    places = entities.with_row_index("place").select("entity_id", "place")
    row_of = judged.select("entity_id").join(places, on="entity_id", maintain_order="left")
    return np.asarray(counts[:, row_of.get_column("place").to_numpy()], dtype=np.float64)


def average_precision(y: Floats, score: Floats, weights: Floats) -> Floats:
    """Area under the precision-recall steps for each draw; NaN in a draw without a confirmed row.

    Args:
        y: 1 confirmed, 0 cleared, shape (rows,).
        score: the ranking, shape (rows,); equal scores are taken together.
        weights: shape (draws, rows).
    """
    found, seen = _cumulated(y, score, weights)
    steps = np.diff(found, axis=1, prepend=0.0)
    precision = np.divide(found, seen, out=np.zeros_like(found), where=seen > 0)
    area = (steps * precision).sum(axis=1)
    total = found[:, -1]
    return ratio(area, total)


def expected_hits(y: Floats, score: Floats, weights: Floats, visited: float) -> Floats:
    """Expected confirmed weight in the best `visited` share of each draw, ties drawn at random."""
    found, seen = _cumulated(y, score, weights)
    start = np.zeros((len(weights), 1))
    found, seen = np.hstack([start, found]), np.hstack([start, seen])
    visits = visited * seen[:, -1]
    ends = zip(visits, seen, found, strict=True)
    return np.array([np.interp(k, at, hits) for k, at, hits in ends])


def ratio(part: Floats, whole: Floats) -> Floats:
    """Part over whole of each draw; NaN where there is nothing to share."""
    found = np.full_like(whole, np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return found


def _cumulated(
    y: Floats, score: Floats, weights: Floats
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Confirmed weight and weight down to the end of each tie, the best score first."""
    order = np.argsort(-score, kind="stable")
    last_of_tie = np.append(np.diff(score[order]) != 0, [True])
    ordered = weights[:, order]
    found = np.cumsum(ordered * y[order], axis=1)[:, last_of_tie]
    return found, np.cumsum(ordered, axis=1)[:, last_of_tie]
