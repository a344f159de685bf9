"""All that compete, and how each ranks those whose outcome it may not have seen."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.stats import rankdata

from benchmarks.detection import others, ours
from benchmarks.detection.problem import Problem
from models.description import Floats
from models.folds import grouped

GROUPS = 5
"""Groups of entities; each is ranked by a model that was taught by the other four."""


@dataclass(frozen=True)
class Ranking:
    """One way to rank.

    Attributes:
        score: ranks the rows of a problem from the labelled snapshots and a seed.
        taught: whether it learns from outcomes.
        drawn: whether it depends on the seed.
    """

    score: Callable[[Problem, pl.DataFrame, int], Floats]
    taught: bool
    drawn: bool


JOINT = "feijian joint"

RANKINGS: Mapping[str, Ranking] = {
    JOINT: Ranking(ours.joint, taught=True, drawn=True),
    "LightGBM": Ranking(others.lightgbm, taught=True, drawn=False),
    "explainable boosting": Ranking(others.boosting_machine, taught=True, drawn=True),
    "logistic regression": Ranking(others.logistic, taught=True, drawn=False),
    "LightGBM, notebook": Ranking(others.notebook_lightgbm, taught=True, drawn=False),
    "feijian anomaly": Ranking(ours.anomaly, taught=False, drawn=True),
    "isolation forest, 300 trees": Ranking(others.sklearn_forest, taught=False, drawn=True),
    "isolation forest, notebook": Ranking(others.notebook_forest, taught=False, drawn=True),
    "PyOD IForest": Ranking(others.pyod_forest, taught=False, drawn=True),
    "PyOD ECOD": Ranking(others.ecod, taught=False, drawn=False),
    "PyOD COPOD": Ranking(others.copod, taught=False, drawn=False),
    "PyOD HBOS": Ranking(others.hbos, taught=False, drawn=False),
    "rules only": Ranking(others.rules, taught=False, drawn=False),
    "size only": Ranking(others.size, taught=False, drawn=False),
}
"""Those that learn from outcomes first."""


def unseen(problem: Problem, ranking: Ranking, whole: Floats, seed: int) -> Floats:
    """Ranks of all rows, the last the best lead; whoever has an outcome by a model without it.

    Scores of two models need not be on one scale, least of all where one had too few outcomes to
    learn from; a rank among the same rows is.

    Args:
        problem: whom to rank.
        ranking: how.
        whole: the scores when taught by every outcome: those of the rows without one.
        seed: of the folds, the same for all that compete, and of the model.
    """
    if not ranking.taught:
        return whole
    ranks, entities = rankdata(whole), problem.rows.get_column("entity_id")
    for fold in grouped(problem.evidence.known, groups=GROUPS, seed=seed):
        held_out = entities.is_in(fold.test.get_column("entity_id").implode()).to_numpy()
        labelled = problem.evidence.taught(fold)
        ranks[held_out] = rankdata(ranking.score(problem, labelled, seed))[held_out]
    return np.asarray(ranks, dtype=np.float64)


def timed(problem: Problem, ranking: Ranking, seed: int) -> tuple[Floats, float]:
    """The scores when taught by every outcome, and the processor seconds it took."""
    started = time.process_time()
    scores = ranking.score(problem, problem.evidence.known, seed)
    return np.asarray(scores, dtype=np.float64), time.process_time() - started
