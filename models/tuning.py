"""The search for case-model parameters: what may vary, and what is better."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from models.anomaly import AnomalyModel
from models.evaluation import visits_among
from models.folds import Fold, split
from models.judging import forest_of, judge
from models.learning import Evidence
from models.metrics import average_precision, precision_at
from models.trees import TreeParams

if TYPE_CHECKING:
    from optuna.trial import BaseTrial

LEAVES = (None, 3, 6, 12, 24, 48)
"""Fewest rows in a leaf; None adapts it to the number of confirmed rows."""


@dataclass(frozen=True)
class Search:
    """What every trial of a study is judged by.

    Attributes:
        evidence: what can be learned from.
        kind: how the folds were made (`folds.Split`).
        why: why that way.
        folds: each fold and the forest of its cut-off.
    """

    evidence: Evidence
    kind: str
    why: str
    folds: tuple[tuple[Fold, AnomalyModel], ...]

    @classmethod
    def over(cls, evidence: Evidence) -> "Search":
        """The folds that a training on this evidence is judged by; forests do not vary."""
        division = split(evidence.known, seed=evidence.plan.seed)
        latest = evidence.forest(evidence.months[-1])
        folds = ((fold, forest_of(evidence, fold, latest)) for fold in division.folds)
        return cls(evidence, division.kind, division.why, tuple(folds))


def suggest(trial: "BaseTrial") -> TreeParams:
    """Draw parameters from the space that few confirmed cases can bear."""
    leaf = trial.suggest_categorical("min_leaf", LEAVES)
    return TreeParams(
        rounds=trial.suggest_int("rounds", 10, 400, step=10),
        learning_rate=trial.suggest_float("learning_rate", 0.01, 0.1, log=True),
        leaves=trial.suggest_int("leaves", 3, 63),
        depth=trial.suggest_int("depth", 2, 8),
        min_leaf=None if leaf is None else int(leaf),
        l2=trial.suggest_float("l2", 0.1, 100.0, log=True),
        row_share=trial.suggest_float("row_share", 0.4, 1.0),
        column_share=trial.suggest_float("column_share", 0.1, 1.0),
        monotone=trial.suggest_categorical("monotone", [False, True]),
    )


def objective(trial: "BaseTrial", search: Search) -> float:
    """Mean precision at capacity over the folds, ties broken by mean average precision.

    Each fold goes through the very procedure of a training, weights and all. Its figure is
    reported to the trial, so that a pruner may end a hopeless one.

    Raises:
        optuna.TrialPruned: when the pruner ends the trial.
    """
    from optuna import TrialPruned

    params, figures = suggest(trial), []
    for step, (fold, forest) in enumerate(search.folds):
        figures.append(precision(search.evidence, fold, forest, params))
        trial.report(figures[-1], step)
        if trial.should_prune():
            raise TrialPruned
    return float(np.mean(figures))


def precision(evidence: Evidence, fold: Fold, forest: AnomalyModel, params: TreeParams) -> float:
    """Precision of one fold at capacity, plus its average precision as a tenth of one hit.

    The capacity of the list is scaled to those judged, as in every evaluation.
    """
    tried = replace(evidence, plan=replace(evidence.plan, params=params))
    ranked = judge(tried, fold, forest).sort("entity_id")
    y = ranked.get_column("y").to_numpy().astype(float)
    score = ranked.get_column("model").to_numpy()
    visits = visits_among(len(y), evidence.visited)
    return precision_at(y, score, visits) + 0.1 / visits * average_precision(y, score)
