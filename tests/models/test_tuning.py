from dataclasses import asdict, replace

import optuna
import polars as pl
import pytest

from models.description import Description
from models.learning import Evidence, Plan
from models.trees import TreeParams
from models.tuning import Search, objective, precision, suggest

QUICK = TreeParams(rounds=60, leaves=7, depth=4, column_share=0.3)


@pytest.fixture(scope="module")
def search(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> Search:
    quick = replace(plan, params=QUICK, trees=20, bags=1)
    whole = Search.over(Evidence.gather(snapshots, labelled, descriptions, quick))
    return replace(whole, folds=whole.folds[:2])


def test_suggested_parameters_are_those_of_the_trial() -> None:
    drawn = replace(QUICK, min_leaf=6)
    assert suggest(optuna.trial.FixedTrial(asdict(drawn))) == drawn


def test_a_study_can_start_from_any_parameters_that_it_may_end_with() -> None:
    assert suggest(optuna.trial.FixedTrial(asdict(TreeParams()))) == TreeParams()


def test_trials_are_judged_on_time_forward_folds(search: Search) -> None:
    assert search.kind == "time_forward"
    assert [fold.month for fold, _ in search.folds] == ["2024-06", "2024-09"]


def test_a_hit_more_is_always_better_than_any_average_precision(search: Search) -> None:
    fold, forest = search.folds[0]
    visits = max(1, round(search.evidence.visited * fold.test.height))
    hits = visits * precision(search.evidence, fold, forest, QUICK)
    assert 0 < hits % 1 <= 0.1
    assert hits < visits + 1


def test_a_trial_is_judged_fold_by_fold_and_repeats(search: Search) -> None:
    def judged() -> optuna.trial.FrozenTrial:
        study = optuna.create_study(
            direction="maximize", sampler=optuna.samplers.TPESampler(seed=1)
        )
        study.enqueue_trial(asdict(QUICK))
        study.optimize(lambda trial: objective(trial, search), n_trials=1)
        return study.best_trial

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    first, second = judged(), judged()
    assert first.value == second.value
    assert first.intermediate_values.keys() == {0, 1}


def test_a_pruned_trial_stops(search: Search) -> None:
    class Hopeless(optuna.trial.FixedTrial):
        def should_prune(self) -> bool:
            return True

    with pytest.raises(optuna.TrialPruned):
        objective(Hopeless(asdict(QUICK)), search)
