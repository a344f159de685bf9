"""A trained model held against what was known later, beside the rankings it has to beat."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
import polars.selectors as cs

from models import metrics
from models.description import Floats, matrix
from models.labels import KEY

OVERALL = "all"
"""The fold that pools all others."""

NOT_RANKINGS = frozenset({"fold", "entity_id", "month", "y", "probability"})
"""Columns of a judged frame that say who and what, or how sure; every other is a ranking."""

EVALUATION: dict[str, type[pl.DataType]] = {
    "fold": pl.String,
    "ranking": pl.String,
    "n": pl.Int64,
    "confirmed": pl.Int64,
    "visits": pl.Int64,
    "average_precision": pl.Float64,
    "ap_low": pl.Float64,
    "ap_high": pl.Float64,
    "precision": pl.Float64,
    "recall": pl.Float64,
    "lift": pl.Float64,
    "lift_in_size_bands": pl.Float64,
}
"""Columns of an evaluation, in order."""


def evaluate(judged: pl.DataFrame, *, visited: float, seed: int, draws: int = 200) -> pl.DataFrame:
    """Figures per fold and overall for each ranking.

    Only inspected entities can be judged, so a month's capacity is scaled to them: when a month
    reaches a tenth of all entities, a list of a tenth of the judged ones is looked at.

    Args:
        judged: `fold`, `entity_id`, `month`, `y`, then one column per ranking to be judged, of
            which `size`, where there is one, also gives the size bands.
        visited: share of the entities that a month's inspections reach, 0..1.
        seed: seed of the bootstrap intervals.
        draws: bootstrap draws per interval.

    Returns:
        The columns of `EVALUATION`, sorted by fold (`all`, the last, pools the folds with one
        snapshot per entity) and ranking; no rows when nobody was judged. `ap_low` and `ap_high`
        bound 95 % of the bootstrap; figures that do not exist are null.
    """
    pooled = judged.sort(KEY).unique("entity_id", keep="last", maintain_order=True)
    folds = sorted((str(name[0]), rows) for name, rows in judged.group_by("fold"))
    rows = [
        row
        for fold, rows in [*folds, (OVERALL, pooled)]
        for row in _figures(fold, rows.sort(KEY), visited, _Bootstrap(seed, draws))
    ]
    return pl.DataFrame(rows, schema=EVALUATION).with_columns(cs.float().fill_nan(None))


def visits_among(judged: int, visited: float) -> int:
    """How many of the judged entities a month would visit that reaches a share of all."""
    return max(1, round(visited * judged))


@dataclass(frozen=True)
class _Bootstrap:
    seed: int
    draws: int


def _figures(
    fold: str, rows: pl.DataFrame, visited: float, bootstrap: _Bootstrap
) -> Iterator[dict[str, object]]:
    """One row per ranking of one fold."""
    if rows.is_empty():
        return
    y = _floats(rows, "y")
    visits = visits_among(len(y), visited)
    for ranking in sorted(set(rows.columns) - NOT_RANKINGS):
        score = _floats(rows, ranking)
        low, high = _interval(y, score, bootstrap)
        yield {
            "fold": fold,
            "ranking": ranking,
            "n": len(y),
            "confirmed": int(y.sum()),
            "visits": visits,
            "average_precision": metrics.average_precision(y, score),
            "ap_low": low,
            "ap_high": high,
            "precision": metrics.precision_at(y, score, visits),
            "recall": metrics.recall_at(y, score, visits),
            "lift": metrics.lift_at(y, score, visits),
            "lift_in_size_bands": _lift_in_bands(rows, y, score, visits),
        }


def _lift_in_bands(rows: pl.DataFrame, y: Floats, score: Floats, visits: int) -> float | None:
    if "size" not in rows.columns:
        return None
    return metrics.lift_in_bands(y, score, _floats(rows, "size"), visits)


def _interval(y: Floats, score: Floats, bootstrap: _Bootstrap) -> tuple[float | None, float | None]:
    if not y.any():
        return None, None
    return metrics.interval(
        metrics.average_precision, y, score, seed=bootstrap.seed, draws=bootstrap.draws
    )


def _floats(rows: pl.DataFrame, name: str) -> Floats:
    return np.nan_to_num(matrix(rows, [name])[:, 0])
