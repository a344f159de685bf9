"""A study on disk goes on as if it had never been stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import optuna
import pytest

from pipelines.study import finished, next_trial, open_study, table

START = {"x": 0.5}


def _hump(trial: optuna.trial.Trial) -> float:
    return 1.0 - (trial.suggest_float("x", 0.0, 1.0) - 0.7) ** 2


def _stopped(_: optuna.trial.Trial) -> float:
    raise KeyboardInterrupt


def _tried(folder: Path, *steps: Callable[[optuna.trial.Trial], float]) -> list[float]:
    """What was drawn by a process of its own per step."""
    for step in steps:
        study = open_study("doctor 2025-02", folder)
        if step is _stopped:
            with pytest.raises(KeyboardInterrupt):
                next_trial(study, step, 1, START)
        else:
            next_trial(study, step, 1, START)
    return [trial.params["x"] for trial in finished(open_study("doctor 2025-02", folder))]


def test_a_study_starts_where_it_is_told_and_repeats(tmp_path: Path) -> None:
    first = _tried(tmp_path / "a", *[_hump] * 4)
    assert first[0] == START["x"]
    assert _tried(tmp_path / "b", *[_hump] * 4) == first


def test_a_stopped_study_draws_what_it_would_have_drawn(tmp_path: Path) -> None:
    whole = _tried(tmp_path / "whole", *[_hump] * 4)
    assert _tried(tmp_path / "stopped", _stopped, _hump, _hump, _stopped, _hump, _hump) == whole


def test_a_trial_worse_on_three_folds_is_ended(tmp_path: Path) -> None:
    def folds(level: float) -> Callable[[optuna.trial.Trial], float]:
        def judged(trial: optuna.trial.Trial) -> float:
            trial.suggest_float("x", 0.0, 1.0)
            for step in range(5):
                trial.report(level + step / 10, step)
                if trial.should_prune():
                    raise optuna.TrialPruned
            return level

        return judged

    study = open_study("doctor 2025-02", tmp_path)
    tried: list[dict[str, Any]] = [
        next_trial(study, folds(level), 1, START) for level in (0.5, 0.4)
    ]
    assert [len(trial["folds"]) for trial in tried] == [5, 3]
    assert table(finished(study)).select("number", "state", "value", "folds").rows() == [
        (0, "complete", 0.5, 5),
        (1, "pruned", None, 3),
    ]
