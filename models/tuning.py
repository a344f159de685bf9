"""The search for case-model parameters: what may vary, and what is better."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from models import cases
from models.cases import CaseParams
from models.description import Description
from models.folds import Fold
from models.labels import KEY, training_rows
from models.metrics import average_precision, precision_at

if TYPE_CHECKING:
    from optuna.trial import BaseTrial


def suggest(trial: "BaseTrial") -> CaseParams:
    """Draw parameters from the space that few confirmed cases can bear."""
    return CaseParams(
        rounds=trial.suggest_int("rounds", 20, 400, step=10),
        learning_rate=trial.suggest_float("learning_rate", 0.01, 0.1, log=True),
        leaves=trial.suggest_int("leaves", 3, 31),
        depth=trial.suggest_int("depth", 2, 8),
        min_leaf=trial.suggest_int("min_leaf", 3, 60, log=True),
        l2=trial.suggest_float("l2", 0.1, 100.0, log=True),
        row_share=trial.suggest_float("row_share", 0.4, 1.0),
        column_share=trial.suggest_float("column_share", 0.1, 1.0),
        monotone=trial.suggest_categorical("monotone", [False, True]),
    )


def objective(
    trial: "BaseTrial",
    rows: pl.DataFrame,
    folds: Sequence[Fold],
    descriptions: Sequence[Description],
    capacity: int,
    seed: int = 0,
) -> float:
    """Mean precision at capacity over the folds, ties broken by mean average precision.

    Each fold's figure is reported to the trial, so that a pruner may end a hopeless one.

    Args:
        trial: the Optuna trial.
        rows: labelled snapshots (`labels.label`) with their profile columns.
        folds: from `folds.split`; every trial of a study must get the same.
        descriptions: the features to use.
        capacity: how many entities can be visited.
        seed: seed of the trees.

    Raises:
        optuna.TrialPruned: when the pruner ends the trial.
    """
    from optuna import TrialPruned

    params = suggest(trial)
    figures = []
    for step, fold in enumerate(folds):
        figures.append(judge(rows, fold, descriptions, params, capacity=capacity, seed=seed))
        trial.report(figures[-1], step)
        if trial.should_prune():
            raise TrialPruned
    return float(np.mean(figures))


def judge(
    rows: pl.DataFrame,
    fold: Fold,
    descriptions: Sequence[Description],
    params: CaseParams,
    *,
    capacity: int,
    seed: int,
) -> float:
    """Precision at capacity of one fold, plus its average precision as a fraction of one hit."""
    train = training_rows(rows.join(fold.train, on=KEY, how="semi"))
    model = cases.fit(train, descriptions, params, seed)
    test = rows.join(fold.test, on=KEY, how="semi").sort(KEY)
    y = (test.get_column("outcome") == "confirmed").to_numpy().astype(float)
    margin = model.margin(test)
    one_hit = 1.0 / max(1, min(capacity, len(y)))
    return precision_at(y, margin, capacity) + 0.1 * one_hit * average_precision(y, margin)
