"""By how much a challenger differs from the champion, and how sure that is: paired bootstrap."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from models import resampling
from models.comparison import ALL, CHALLENGER, CHAMPION, by_month, floats, visited_share
from models.description import Floats
from models.labels import KEY

DIFFERENCE: dict[str, type[pl.DataType]] = {
    "figure": pl.String,
    "dimension": pl.String,
    "value": pl.String,
    "n": pl.Int64,
    "confirmed": pl.Int64,
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
"""Columns of differences, challenger less champion, with the bounds of the paired bootstrap."""


@dataclass(frozen=True)
class Draws:
    """How intervals are drawn.

    Attributes:
        seed: of the bootstrap.
        count: draws.
        confidence: share of the draws between the bounds.
    """

    seed: int = 0
    count: int = 500
    confidence: float = 0.95


def differences(judged: pl.DataFrame, draws: Draws, dimensions: Sequence[str] = ()) -> pl.DataFrame:
    """Challenger less champion, with intervals of the paired bootstrap by entity.

    Args:
        judged: the columns of `JUDGED` and the dimensions.
        draws: how the intervals are drawn.
        dimensions: columns whose groups are compared as well, each ranked among its own.

    Returns:
        The columns of `DIFFERENCE`: `average_precision` and `precision` of all (dimension `all`),
        then `average_precision` of each group, sorted.
    """
    rows = list(_differences(judged, draws, ALL, ALL))
    for dimension in dimensions:
        groups = judged.filter(pl.col(dimension).is_not_null()).group_by(dimension)
        for (value,), part in sorted(groups, key=lambda group: str(group[0][0])):
            rows.extend(_differences(part, draws, dimension, str(value))[:1])
    return pl.DataFrame(rows, schema=DIFFERENCE).fill_nan(None)


def _differences(
    judged: pl.DataFrame, draws: Draws, dimension: str, value: str
) -> list[dict[str, object]]:
    rows = judged.sort(KEY)
    once = _both(rows, np.ones((1, rows.height)))
    many = _both(rows, resampling.drawn(rows, draws=draws.count, seed=draws.seed))
    tail = (1 - draws.confidence) / 2
    found = []
    for figure, estimate in once.items():
        known = many[figure][~np.isnan(many[figure])]
        low, high = np.quantile(known, [tail, 1 - tail]) if len(known) else (np.nan, np.nan)
        found.append(
            {
                "figure": figure,
                "dimension": dimension,
                "value": value,
                "n": rows.height,
                "confirmed": int(rows.get_column("y").sum()),
                "estimate": float(estimate[0]),
                "low": float(low),
                "high": float(high),
            }
        )
    return found


def _both(rows: pl.DataFrame, weights: Floats) -> dict[str, Floats]:
    """Average precision and precision at capacity, challenger less champion, of each draw."""
    area, confirmed, hits, visits = (np.zeros(len(weights)) for _ in range(4))
    for _, part in by_month(rows.with_row_index("place")):
        drawn = weights[:, part.get_column("place").to_numpy()]
        y = floats(part, "y")
        visited = visited_share(part)
        ahead, more = _ahead(part, y, drawn, visited)
        area += ahead * (drawn @ y)
        confirmed += drawn @ y
        hits += more
        visits += visited * drawn.sum(axis=1)
    return {
        "average_precision": resampling.ratio(area, confirmed),
        "precision": resampling.ratio(hits, visits),
    }


def _ahead(part: pl.DataFrame, y: Floats, drawn: Floats, visited: float) -> tuple[Floats, Floats]:
    """Average precision and hits of one month, challenger less champion."""
    new, old = floats(part, CHALLENGER), floats(part, CHAMPION)
    area = resampling.average_precision(y, new, drawn) - resampling.average_precision(y, old, drawn)
    hits = resampling.expected_hits
    return np.nan_to_num(area), hits(y, new, drawn, visited) - hits(y, old, drawn, visited)
