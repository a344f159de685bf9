"""Models from past cases: what `tune` and `train` do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from features.contract import LEVELS
from pipelines import audit
from pipelines.parameters import parameters, starting
from pipelines.registry.champions import begin
from pipelines.registry.in_use import in_use, remember, trained
from pipelines.registry.studies import study_log
from pipelines.registry.tracking import check
from pipelines.registry.versions import Version, load, register
from pipelines.train import Trainer
from pipelines.tune import Tuned, Tuner
from pipelines.workspace.profiles import profile
from pipelines.workspace.session import Session


@dataclass(frozen=True)
class Trained:
    """What `Workspace.train` returns.

    Attributes:
        version: the registered version.
        evaluation: figures of the model, of its parts and of the size-only ranking, per fold
            and overall (`fold = all`); empty when nobody was ever inspected.
        no_case_model: why the forest stands alone, or None.
    """

    version: Version
    evaluation: pl.DataFrame
    no_case_model: str | None


def tune(session: Session, level: str, month: str | None, trials: int | None) -> Tuned:
    """Go on with the study of a month, or begin it."""
    month = session.month(month)
    trainer = Trainer(session.profiler(), level, month)
    with session.writing("tune"):
        tuner = Tuner(
            trainer,
            session.root,
            start=starting(session.root, level, month, _facts_in_use(session, level)),
            capacity=session.capacity(level),
            log=study_log,
            progress=session.progress,
        )
        tuned = tuner.run(session.settings.trials if trials is None else trials)
        audit.record(session.root, "tune", level=level, month=month, trials=tuned.trials.height)
    return tuned


def train(session: Session, level: str, month: str | None) -> Trained:
    """Train a level and register the version; the first of a workspace is in use at once."""
    month = session.month(month)
    trainer = Trainer(session.profiler(), level, month)
    with session.writing("train"):
        check()
        training = trainer.run(
            session.capacity(level),
            parameters(session.root, level, month),
            session.progress,
        )
        version = register(training)
        remember(session.root, version)
        begin(session.root, level)
        audit.record(session.root, "train", level=level, month=month, version=version.label,
                     sha256=version.sha256)  # fmt: skip
    return Trained(version, training.evaluation, training.bundle.facts.get("no_case_model"))


def trainable(session: Session, month: str | None) -> list[str]:
    """Levels of a month that leave anybody to be scored."""
    return [
        level
        for level, table in profile(session, month).items()
        if level in LEVELS and table.get_column("not_scored_reason").null_count()
    ]


def _facts_in_use(session: Session, level: str) -> Mapping[str, Any]:
    """What is remembered of the model in use; nothing where there is none."""
    if not trained(session.root, level):
        return {}
    return load(level, str(in_use(session.root, level))).bundle.facts
