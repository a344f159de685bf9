"""How good a ranking is, read as an inspector would: of those we can visit, how many were right.

Ties: every figure is the expectation over all orders of equal scores, or (average precision)
takes equal scores together; none depends on the order of rows.
"""

from collections.abc import Callable

import numpy as np

from models.description import Floats

Metric = Callable[[Floats, Floats], float]
"""(y, score) -> figure."""


def average_precision(y: Floats, score: Floats) -> float:
    """Area under the precision-recall steps; NaN without a confirmed row.

    Written here because the bootstrap calls it thousands of times.
    """
    if not y.any():
        return float("nan")
    order = np.argsort(-score, kind="stable")
    found = np.cumsum(y[order])
    last_of_tie = np.append(np.diff(score[order]) != 0, [True])
    steps = np.diff(found[last_of_tie], prepend=0.0)
    precision = found[last_of_tie] / (np.flatnonzero(last_of_tie) + 1)
    return float((steps * precision).sum() / found[-1])


def expected_hits(y: Floats, score: Floats, k: int) -> float:
    """Expected confirmed rows among the `k` highest scores, ties drawn at random."""
    k = min(k, len(y))
    if k <= 0:
        return 0.0
    last = np.sort(score)[::-1][k - 1]
    above, tied = score > last, score == last
    return float(y[above].sum() + (k - above.sum()) * y[tied].mean())


def precision_at(y: Floats, score: Floats, k: int) -> float:
    """Share of confirmed rows among the `k` visited (all rows when there are fewer)."""
    visited = min(k, len(y))
    return expected_hits(y, score, visited) / visited if visited > 0 else float("nan")


def recall_at(y: Floats, score: Floats, k: int) -> float:
    """Share of all confirmed rows that `k` visits find."""
    return expected_hits(y, score, k) / float(y.sum()) if y.any() else float("nan")


def lift_at(y: Floats, score: Floats, k: int) -> float:
    """Precision at `k` over that of a random list."""
    return precision_at(y, score, k) / float(y.mean()) if y.any() else float("nan")


def lift_in_bands(y: Floats, score: Floats, size: Floats, k: int, *, bands: int = 4) -> float:
    """Lift over random inside bands of size, on average weighted by the confirmed rows expected.

    The visits are shared among the bands by their number of rows, so a ranking that only follows
    size gains nothing between bands (peers.md, lesson 2). NaN without a confirmed row.
    """
    edges = np.quantile(size, np.linspace(0, 1, bands + 1)[1:-1])
    band = np.searchsorted(edges, size, side="right")
    found, expected = 0.0, 0.0
    for number in range(bands):
        inside = band == number
        visits = round(k * float(inside.mean()))
        if visits and inside.any():
            found += expected_hits(y[inside], score[inside], visits)
            expected += min(visits, int(inside.sum())) * float(y[inside].mean())
    return found / expected if expected > 0 else float("nan")


def interval(
    metric: Metric, y: Floats, score: Floats, *, seed: int, draws: int = 500, level: float = 0.95
) -> tuple[float, float]:
    """Percentile bootstrap interval; confirmed and cleared rows are drawn apart.

    Drawing within the classes keeps the share of confirmed rows, on which average precision
    depends.
    """
    rng = np.random.default_rng(seed)
    classes = [np.flatnonzero(y == value) for value in np.unique(y)]
    figures = []
    for _ in range(draws):
        rows = np.concatenate([rng.choice(rows, size=len(rows)) for rows in classes])
        figures.append(metric(y[rows], score[rows]))
    low, high = np.quantile(figures, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
