"""How good rankings are, with intervals, and how steady their top is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import polars as pl

from models import metrics
from models.description import Floats

SHARES = {"precision_1": 0.01, "precision_5": 0.05, "precision_10": 0.10}
"""Figure -> the share of the judged that is visited."""

FIGURES: dict[str, type[pl.DataType]] = {
    "ranking": pl.String,
    "figure": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
"""Columns of what `judge` returns."""


@dataclass(frozen=True)
class Panel:
    """One repetition: everybody judged, once.

    Attributes:
        sample: who is judged; panels of one sample hold the same rows in the same order and are
            drawn together.
        y: 1 guilty, 0 not.
        size: what the fund paid.
        scores: ranking -> score of each row.
        places: how many can be visited of them; 0 where that is no question.
    """

    sample: str
    y: Floats
    size: Floats
    scores: Mapping[str, Floats]
    places: int

    def drawn(self, rows: npt.NDArray[np.int64]) -> "Panel":
        """The panel of a bootstrap draw."""
        scores = {name: score[rows] for name, score in self.scores.items()}
        return Panel(self.sample, self.y[rows], self.size[rows], scores, self.places)


def judge(panels: Sequence[Panel], *, best: str, draws: int, seed: int) -> pl.DataFrame:
    """Figures of every ranking, each the mean over the panels, with 95 % bootstrap intervals.

    Rows are drawn anew within each sample, guilty and others apart; what is drawn is the same for
    every ranking, so that `ahead`, the average precision of `best` less that of the ranking, has
    an interval of its own. Below 0 in all of it: the ranking is better.

    Returns:
        The columns of `FIGURES`; a figure that does not exist is null.
    """
    found = _figures(panels, best)
    rng = np.random.default_rng(seed)
    drawn = [_figures(_redrawn(panels, rng), best) for _ in range(draws)]
    rows = [
        (*key, value, *np.nanquantile([each[key] for each in drawn], [0.025, 0.975]))
        if np.isfinite(value)
        else (*key, None, None, None)
        for key, value in found.items()
    ]
    return pl.DataFrame(rows, schema=FIGURES, orient="row")


def shared_top(scores: Sequence[Floats], share: float = 0.01) -> float:
    """The mean share of the top that two seeds have in common; equal scores in order of rows."""
    number = max(1, round(share * len(scores[0])))
    tops = [set(np.argsort(-score, kind="stable")[:number].tolist()) for score in scores]
    return float(np.mean([len(a & b) / number for a, b in combinations(tops, 2)]))


def _redrawn(panels: Sequence[Panel], rng: np.random.Generator) -> list[Panel]:
    samples = {panel.sample: panel.y for panel in panels}
    rows = {sample: _draw(y, rng) for sample, y in samples.items()}
    return [panel.drawn(rows[panel.sample]) for panel in panels]


def _draw(y: Floats, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    classes = [np.flatnonzero(y == value) for value in np.unique(y)]
    return np.concatenate([rng.choice(rows, size=len(rows)) for rows in classes])


def _figures(panels: Sequence[Panel], best: str) -> dict[tuple[str, str], float]:
    """(ranking, figure) -> its mean over the panels."""
    rankings = list(panels[0].scores)
    each = {name: [dict(_of(panel, name)) for panel in panels] for name in rankings}
    means = {
        (name, figure): float(np.mean([found[figure] for found in each[name]]))
        for name in rankings
        for figure in each[name][0]
    }
    top = means[best, "average_precision"]
    return means | {(name, "ahead"): top - means[name, "average_precision"] for name in rankings}


def _of(panel: Panel, ranking: str) -> Iterator[tuple[str, float]]:
    y, score = panel.y, panel.scores[ranking]
    visits = {figure: max(1, round(share * len(y))) for figure, share in SHARES.items()}
    yield "average_precision", metrics.average_precision(y, score)
    for figure, number in visits.items():
        yield figure, metrics.precision_at(y, score, number)
    tenth = visits["precision_10"]
    yield "lift_in_size_bands", metrics.lift_in_bands(y, score, panel.size, tenth)
    if panel.places:
        yield "recall", metrics.recall_at(y, score, panel.places)
