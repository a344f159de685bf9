"""Tuning: refuses where there is nothing to learn from; the study goes on where it stopped."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from features.contract import TABLES
from pipelines import InputError, Workspace
from pipelines.parameters import parameters
from pipelines.train import Trainer
from tests.conftest import copy_of


def test_too_few_cases_are_told(done: Workspace, month: str) -> None:
    with pytest.raises(InputError, match="the forest needs no tuning"):
        done.tune("institution", month, trials=1)


@pytest.mark.slow
def test_a_study_goes_on_and_train_uses_its_best(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    ws = copy_of(done, tmp_path / "ws")
    _many_cases(ws)
    ws.profile(month)
    first = ws.tune("institution", month, trials=1)
    second = ws.tune("institution", month, trials=2)
    assert first.trials.height == 1
    assert second.trials.head(1).equals(first.trials)
    assert second.trials.height == 2
    assert second.start == first.start <= first.value <= second.value
    assert second.known_before == dt.date(2025, 2, 1)
    assert parameters(ws.root, "institution", month).params == second.params
    version = ws.train("institution", month).version
    assert version.bundle.cases is not None
    assert version.bundle.facts["parameters"]["known_before"] == "2025-02-01"
    with pytest.raises(InputError, match="may not know them"):
        _trainer(ws, "2025-01").run(5, parameters(ws.root, "institution", month))


def _trainer(ws: Workspace, month: str) -> Trainer:
    return Trainer(ws._session.profiler(), "institution", month)


def _many_cases(ws: Workspace) -> None:
    """An outcome for every institution: every third was confirmed."""
    sites = ws.store.lake("inst").select("fixmedins_code").collect().to_series().sort()
    rows = [
        {
            "case_id": f"case-{code}",
            "subject_type": "institution",
            "subject_code": code,
            "outcome": "cleared" if number % 3 else "confirmed",
            "period_start": dt.date(2024, 6, 1),
            "period_end": dt.date(2024, 12, 31),
            "confirmed_date": dt.date(2025, 1, 15),
        }
        for number, code in enumerate(sites)
    ]
    frame = pl.DataFrame(rows)
    dtypes = {name: of for name, of in TABLES["case"].dtypes.items() if name in frame.columns}
    ws.store.write("lake/case", "all", frame.cast(dtypes).sort("case_id"))
