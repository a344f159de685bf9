import optuna
import polars as pl
import pytest

from models.cases import CaseParams
from models.description import Description
from models.folds import grouped
from models.labels import KEY
from models.tuning import judge, objective, suggest

FIXED = {
    "rounds": 50,
    "learning_rate": 0.05,
    "leaves": 7,
    "depth": 4,
    "min_leaf": 3,
    "l2": 3.0,
    "row_share": 0.5,
    "column_share": 0.3,
    "monotone": True,
}


@pytest.fixture(scope="module")
def rows(snapshots: pl.DataFrame, labelled: pl.DataFrame) -> pl.DataFrame:
    return labelled.join(snapshots, on=KEY).sort(KEY)


def test_suggested_parameters_are_those_of_the_trial() -> None:
    params = suggest(optuna.trial.FixedTrial(FIXED))
    assert params == CaseParams(**FIXED, bags=CaseParams().bags)


def test_a_hit_more_is_always_better_than_any_average_precision(
    rows: pl.DataFrame, descriptions: tuple[Description, ...]
) -> None:
    fold = grouped(rows, groups=3, seed=1)[0]
    figure = judge(rows, fold, descriptions, CaseParams(rounds=20, bags=1), capacity=4, seed=1)
    hits = figure * 4
    assert 0 < hits % 1 <= 0.1
    assert hits < 5


def test_a_study_repeats(rows: pl.DataFrame, descriptions: tuple[Description, ...]) -> None:
    folds = grouped(rows, groups=2, seed=1)

    def best() -> optuna.trial.FrozenTrial:
        study = optuna.create_study(
            direction="maximize", sampler=optuna.samplers.TPESampler(seed=1)
        )
        study.optimize(lambda trial: objective(trial, rows, folds, descriptions, 5), n_trials=2)
        return study.best_trial

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    first, second = best(), best()
    assert first.params == second.params
    assert first.value == second.value
    assert first.intermediate_values.keys() == {0, 1}


def test_a_pruned_trial_stops(rows: pl.DataFrame, descriptions: tuple[Description, ...]) -> None:
    class Hopeless(optuna.trial.FixedTrial):
        def should_prune(self) -> bool:
            return True

    with pytest.raises(optuna.TrialPruned):
        objective(Hopeless(FIXED), rows, grouped(rows, groups=2, seed=1), descriptions, 5)
