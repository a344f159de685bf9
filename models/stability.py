"""How far a distribution has moved: the population stability index."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from models.description import Floats, matrix

BANDS = 10

_LEAST = 1e-4
"""Share that stands for an empty band, which would make the index infinite."""


def population_stability(reference: Floats, current: Floats) -> float | None:
    """Sum over bands of (share now - share then) * ln(share now / share then).

    Bands are the deciles of the reference; equal values stay in one band and unknown ones (NaN)
    are a band of their own. 0 = unchanged; it is symmetric and has no upper bound. None when
    either side is empty.
    """
    if not len(reference) or not len(current):
        return None
    known = reference[~np.isnan(reference)]
    inner = np.linspace(0, 1, BANDS + 1)[1:-1]
    edges = np.unique(np.quantile(known, inner)) if len(known) else known
    then, now = (np.maximum(_shares(values, edges), _LEAST) for values in (reference, current))
    return float(((now - then) * np.log(now / then)).sum())


def drift(reference: pl.DataFrame, current: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """`column, stability` of columns that both profiles have, the furthest moved first."""
    both = [name for name in columns if name in reference.columns and name in current.columns]
    rows = [
        (name, population_stability(matrix(reference, [name])[:, 0], matrix(current, [name])[:, 0]))
        for name in both
    ]
    found = pl.DataFrame(rows, schema={"column": pl.String, "stability": pl.Float64}, orient="row")
    return found.sort("stability", "column", descending=[True, False], nulls_last=True)


def _shares(values: Floats, edges: Floats) -> Floats:
    unknown = np.isnan(values)
    bands = np.searchsorted(edges, values[~unknown], side="left")
    counts = np.append(np.bincount(bands, minlength=len(edges) + 1), unknown.sum())
    return np.asarray(counts / len(values), dtype=np.float64)
