"""Which months train a model, and what they may know."""

from pathlib import Path

import pytest

from pipelines import InputError, Workspace
from pipelines.train import Trainer


def test_snapshots_go_back_in_steps_while_a_whole_window_lies_behind(done: Workspace) -> None:
    trainer = Trainer(done._session.profiler(), "institution", "2025-02")
    assert trainer.months() == ["2025-02"], "2024-11 has 11 months behind it"


def test_a_longer_lake_gives_more_snapshots(tmp_path: Path) -> None:
    ws = Workspace(tmp_path)
    for month in ("2023-01", "2024-03", "2024-06", "2024-09"):
        (tmp_path / f"lake/setl/month={month}").mkdir(parents=True)
        (tmp_path / f"lake/setl/month={month}/part.parquet").touch()
    trainer = Trainer(ws._session.profiler(), "doctor", "2024-09")
    assert trainer.months() == ["2024-03", "2024-06", "2024-09"]


def test_an_outcome_known_in_the_scored_month_is_not_used(done: Workspace) -> None:
    trainer = Trainer(done._session.profiler(), "institution", "2025-02")
    labelled = trainer.labelled(trainer.snapshots())
    known = labelled["known"].drop_nulls()
    assert known.len() > 0
    assert all(day.isoformat() < "2025-02-01" for day in known)


def test_an_unknown_level_is_refused(done: Workspace) -> None:
    with pytest.raises(InputError, match="the levels are institution, doctor, patient"):
        Trainer(done._session.profiler(), "hospital", "2025-02")


def test_levels_without_cases_say_that_the_forest_stands_alone(done: Workspace, month: str) -> None:
    trained = done.train("doctor", month)
    assert trained.no_case_model is not None
    assert "8 are needed" in trained.no_case_model
