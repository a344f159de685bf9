"""Our rankings, made by the functions that train and score."""

import polars as pl

from benchmarks.detection.problem import Problem
from models import cases
from models.description import Floats
from models.learning import learn


def anomaly(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:  # noqa: ARG001
    """Without any outcome: how unusual among the peers."""
    return problem.seeded(seed).forest(problem.place.month).anomaly(problem.rows)


def joint(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:
    """The one score; with too few outcomes the anomaly alone, as in training."""
    evidence = problem.seeded(seed)
    forest = evidence.forest(problem.place.month)
    unusual = forest.anomaly(problem.rows)
    if cases.refusal(labelled) is not None:
        return unusual
    model, weights = learn(evidence, labelled, forest)
    return weights.score(unusual, model.margins(problem.rows))
