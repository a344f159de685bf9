"""The search for the case model's parameters, on the folds that training is judged by."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from features.catalogue import inputs_of
from features.windows import first_day
from models.cases import refusal
from models.learning import Evidence
from models.trees import TreeParams
from models.tuning import Search, objective
from pipelines.errors import InputError
from pipelines.manifest import code_hash, hashes, inputs_hash, packages
from pipelines.parameters import Parameters, folder, keep
from pipelines.progress import Progress, silent
from pipelines.study import finished, next_trial, open_study, table
from pipelines.train import Trainer

if TYPE_CHECKING:
    import optuna


@dataclass(frozen=True)
class Tuned:
    """The outcome of a study.

    Attributes:
        level: whose model was tuned.
        params: the best parameters found, which `train` uses from the study's month on.
        value: mean precision at capacity over the folds, ties broken by average precision.
        trials: one row per trial: number, state, value, folds judged and parameters.
        split: how the folds were made, and why so.
        known_before: the day before which the outcomes were known that chose them.
        start: what the first trial, the parameters in use before, reached.
    """

    level: str
    params: TreeParams
    value: float
    trials: pl.DataFrame
    split: str
    known_before: dt.date
    start: float


class Log(Protocol):
    """Where a study is written down as it goes."""

    def trial(self, trial: Mapping[str, Any]) -> None:
        """Write down one trial: `number`, `state`, `value`, `folds` and `params`."""

    def best(self, tuned: Tuned) -> None:
        """Write down what was found."""


OpenLog = Callable[[str, str], AbstractContextManager[Log]]
"""Opens the log of a study, by its name and its level."""


@dataclass(frozen=True)
class Tuner:
    """One study: the parameters of one level, as of one month.

    Attributes:
        trainer: whose folds the trials are judged on.
        root: the workspace.
        start: the parameters in use now, which are tried first.
        capacity: places on the list.
        log: where the study is written down.
        progress: told what is being done.
    """

    trainer: Trainer
    root: Path
    start: TreeParams
    capacity: int
    log: OpenLog
    progress: Progress = field(default=silent)

    def run(self, trials: int) -> Tuned:
        """Search until the study has so many trials; one that was stopped goes on where it was.

        However often it is stopped, it tries the same parameters in the same order. What was
        tried on other profiles, outcomes or code is another study.

        Raises:
            InputError: when past cases are too few to judge parameters by.
        """
        evidence = self._evidence()
        search = Search.over(evidence)
        name = self._name(evidence)
        study = open_study(name, folder(self.root, self.trainer.level))
        seed, first = evidence.plan.seed, asdict(self.start)
        with self.log(name, self.trainer.level) as log:
            for done in range(len(finished(study)), trials):
                self._tell(study, done, trials)
                log.trial(next_trial(study, partial(objective, search=search), seed, first))
            self._tell(study, trials, trials)
            tuned = self._tuned(study, search)
            log.best(tuned)
        found = Parameters(tuned.params, tuned.known_before, tuned.value)
        facts = {"study": name, "split": tuned.split, "capacity": self.capacity}
        keep(self.root, self.trainer.level, self.trainer.month, found, facts)
        return tuned

    def _evidence(self) -> Evidence:
        trainer = self.trainer
        snapshots = trainer.snapshots(self.progress)
        plan = trainer.plan(self.capacity, self.start)
        labelled = trainer.labelled(snapshots)
        try:
            evidence = Evidence.gather(snapshots, labelled, inputs_of(trainer.level), plan)
        except ValueError as error:
            raise InputError(f"{trainer.level} {trainer.month}: {error}") from error
        reason = refusal(evidence.known)
        if reason is not None:
            raise InputError(
                f"{trainer.level}: nothing to tune, {reason}; the forest needs no tuning"
            )
        return evidence

    def _name(self, evidence: Evidence) -> str:
        """Level, month, and all that the figures depend on: only like trials are one study."""
        trainer, store = self.trainer, self.trainer.profiler.store
        profiles = [store.partition(f"profiles/{trainer.level}", m) for m in trainer.months()]
        decided = asdict(replace(evidence.plan, params=TreeParams()))
        known = hashlib.sha256(evidence.known.write_csv().encode()).hexdigest()
        rests_on = {
            **hashes(profiles, store.root),
            "known": known,
            "plan": json.dumps(decided, sort_keys=True),
            "models": code_hash("models"),
            "packages": json.dumps(packages(), sort_keys=True),
        }
        return f"{trainer.level} {trainer.month} {inputs_hash(rests_on)[:12]}"

    def _tell(self, study: "optuna.Study", done: int, trials: int) -> None:
        best = f"，最佳 best {study.best_value:.3f}" if done else ""
        self.progress(f"{self.trainer.level} 调参 tuning{best}", done, trials)

    def _tuned(self, study: "optuna.Study", search: Search) -> Tuned:
        tried = finished(study)
        return Tuned(
            self.trainer.level,
            TreeParams(**study.best_params),
            study.best_value,
            table(tried),
            f"{search.kind}: {search.why}",
            first_day(self.trainer.month),
            float(tried[0].value or 0.0),
        )
