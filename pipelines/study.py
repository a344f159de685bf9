"""A tuning study on disk: its trials so far, in a journal that outlives a killed run."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    import optuna

SURE = 0.15
"""Wilcoxon's p below which a trial is ended: three folds, each worse than the best trial's."""


def open_study(name: str, where: Path) -> "optuna.Study":
    """The study of that name, new or taken up again; a trial that was killed is given up."""
    import optuna
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    where.mkdir(parents=True, exist_ok=True)
    with _experimental():
        pruner = optuna.pruners.WilcoxonPruner(p_threshold=SURE)
    study = optuna.create_study(
        study_name=name,
        storage=JournalStorage(JournalFileBackend(str(where / "trials.log"))),
        pruner=pruner,
        direction="maximize",
        load_if_exists=True,
    )
    for killed in study.get_trials(states=[optuna.trial.TrialState.RUNNING]):
        study.tell(killed.number, state=optuna.trial.TrialState.FAIL)
    return study


def next_trial(
    study: "optuna.Study",
    objective: Callable[["optuna.Trial"], float],
    seed: int,
    start: Mapping[str, Any],
) -> dict[str, Any]:
    """Try once more, `start` first; what is drawn depends on the trials before, and on the seed.

    A sampler of its own for each trial: a study that was stopped draws what it would have drawn.
    """
    import optuna

    done = len(finished(study))
    study.sampler = optuna.samplers.TPESampler(seed=seed + done)
    if not done and not study.get_trials(states=[optuna.trial.TrialState.WAITING]):
        study.enqueue_trial(dict(start))
    study.optimize(objective, n_trials=1)
    return told(study.trials[-1])


@contextmanager
def _experimental() -> Iterator[None]:
    """The pruner that compares trials fold by fold is marked experimental."""
    import optuna

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        yield


def finished(study: "optuna.Study") -> list["optuna.trial.FrozenTrial"]:
    """The trials that were judged to their end, or ended early; in order."""
    from optuna.trial import TrialState

    return study.get_trials(states=[TrialState.COMPLETE, TrialState.PRUNED])


def told(trial: "optuna.trial.FrozenTrial") -> dict[str, Any]:
    """A trial; one that was ended early has figures of some folds and no value."""
    from optuna.trial import TrialState

    return {
        "number": trial.number,
        "state": trial.state.name.lower(),
        "value": trial.value if trial.state == TrialState.COMPLETE else None,
        "folds": [figure for _, figure in sorted(trial.intermediate_values.items())],
        "params": trial.params,
    }


def table(trials: list["optuna.trial.FrozenTrial"]) -> pl.DataFrame:
    """One row per trial: number, state, value, folds judged and parameters."""
    rows = [
        {key: value for key, value in each.items() if key not in ("folds", "params")}
        | {"folds": len(each["folds"]), **each["params"]}
        for each in map(told, trials)
    ]
    return pl.DataFrame(rows, infer_schema_length=None).sort("number")
