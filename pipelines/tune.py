"""The search for the case model's parameters, on the folds that training is judged by."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from features.catalogue import inputs_of
from models.cases import CaseParams, refusal
from models.description import described
from models.folds import split
from models.labels import KEY, training_rows
from models.tuning import objective
from pipelines.errors import InputError
from pipelines.manifest import write_json
from pipelines.progress import Progress, silent
from pipelines.train import Trainer

if TYPE_CHECKING:
    import optuna


@dataclass(frozen=True)
class Tuned:
    """The outcome of a study.

    Attributes:
        level: whose model was tuned.
        params: the best parameters found, which `train` uses from now on.
        value: mean precision at capacity over the folds, ties broken by average precision.
        trials: one row per trial: number, value, state and parameters.
        split: how the folds were made, and why so.
    """

    level: str
    params: CaseParams
    value: float
    trials: pl.DataFrame
    split: str


def tune(
    trainer: Trainer, root: Path, *, trials: int, capacity: int, progress: Progress = silent
) -> Tuned:
    """Search `trials` more parameter sets; a study that was stopped goes on where it was.

    The first trial is what `train` would use now, so the outcome is never worse on the folds.

    Raises:
        InputError: when past cases are too few to judge parameters by.
    """
    snapshots = trainer.snapshots(progress)
    scored = snapshots.filter(pl.col("not_scored_reason").is_null())
    labelled = trainer.labelled(scored)
    rows = labelled.join(scored, on=KEY, how="inner").sort(KEY)
    reason = refusal(training_rows(labelled))
    if reason is not None:
        raise InputError(f"{trainer.level}: nothing to tune, {reason}; the forest needs no tuning")
    division = split(labelled, seed=trainer.profiler.settings.seed)
    features = described(inputs_of(trainer.level), scored)
    study = _study(trainer, root)
    for done in range(trials):
        progress(f"{trainer.level} 调参 tuning", done, trials)
        study.optimize(
            lambda trial: objective(
                trial,
                rows,
                division.folds,
                features,
                capacity,
                trainer.profiler.settings.seed,
            ),
            n_trials=1,
        )
    progress(f"{trainer.level} 调参 tuning", trials, trials)
    tuned = Tuned(
        trainer.level,
        CaseParams(**study.best_params),
        study.best_value,
        _table(study),
        f"{division.kind}: {division.why}",
    )
    _keep(tuned, root)
    return tuned


def tuned_params(root: Path, level: str) -> CaseParams:
    """What `tune` found last, or the defaults."""
    path = _file(root, level)
    if not path.exists():
        return CaseParams()
    return CaseParams(**json.loads(path.read_text(encoding="utf-8"))["params"])


def _study(trainer: Trainer, root: Path) -> "optuna.Study":
    import optuna
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    folder = root / "tuning"
    folder.mkdir(parents=True, exist_ok=True)
    study = optuna.create_study(
        study_name=f"{trainer.level} {trainer.month}",
        storage=JournalStorage(JournalFileBackend(str(folder / f"{trainer.level}.log"))),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=5, n_warmup_steps=1),
        direction="maximize",
        load_if_exists=True,
    )
    # A resumed study with the first seed would draw the first trials again.
    seed = trainer.profiler.settings.seed + len(study.trials)
    study.sampler = optuna.samplers.TPESampler(seed=seed)
    if not study.trials:
        study.enqueue_trial(_suggestible(tuned_params(root, trainer.level)))
    return study


def _suggestible(params: CaseParams) -> dict[str, object]:
    """The parameters that a trial suggests; the others stay at their defaults."""
    return {key: value for key, value in asdict(params).items() if key != "bags"} | {
        "min_leaf": params.min_leaf or 20
    }


def _table(study: "optuna.Study") -> pl.DataFrame:
    rows = [
        {"number": t.number, "value": t.value, "state": t.state.name.lower(), **t.params}
        for t in study.trials
    ]
    return pl.DataFrame(rows, infer_schema_length=None).sort("number")


def _file(root: Path, level: str) -> Path:
    return root / "tuning" / f"{level}.json"


def _keep(tuned: Tuned, root: Path) -> None:
    write_json(
        _file(root, tuned.level),
        {"value": tuned.value, "split": tuned.split, "params": asdict(tuned.params)},
    )
