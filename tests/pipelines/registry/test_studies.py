"""Studies in MLflow."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import polars as pl
from mlflow.entities import Run

from models.trees import TreeParams
from pipelines.registry.studies import study_log
from pipelines.registry.tracking import client, experiment_id
from pipelines.tune import Tuned

FIRST: dict[str, Any] = {
    "number": 0, "state": "complete", "value": 0.5, "folds": [0.4, 0.6], "params": {"rounds": 50}
}  # fmt: skip
SECOND = FIRST | {"number": 2, "state": "pruned", "value": None, "folds": [0.1]}


def _trials(study: str) -> Sequence[Run]:
    store = client()
    found: Sequence[Run] = store.search_runs(
        [experiment_id(store)],
        f"tags.`mlflow.parentRunId` = '{study}'",
        order_by=["attributes.start_time"],
    )
    return found


def test_a_stopped_study_is_one_run_with_every_trial_once() -> None:
    tuned = Tuned(
        "doctor",
        TreeParams(rounds=50),
        0.5,
        pl.DataFrame({"number": [0, 2]}),
        "grouped: too little",
        dt.date(2025, 2, 1),
        0.5,
    )
    with study_log("doctor 2025-02 ab", "doctor") as log:
        log.trial(FIRST)
    with study_log("doctor 2025-02 ab", "doctor") as resumed:
        resumed.trial(FIRST)
        resumed.trial(SECOND)
        resumed.best(tuned)
    assert resumed.run_id == log.run_id
    run = client().get_run(log.run_id)
    assert run.data.metrics["value"] == 0.5
    assert run.data.tags["level"] == "doctor"
    assert run.data.tags["known_before"] == "2025-02-01"
    files = [file.path for file in client().list_artifacts(log.run_id)]
    assert files == ["params.json", "trials.csv"]
    first, second = _trials(log.run_id)
    assert (first.data.params, first.data.metrics["value"]) == ({"rounds": "50"}, 0.5)
    assert second.data.tags["state"] == "pruned"
    assert second.data.metrics == {"fold_value": 0.1}


def test_studies_do_not_share_a_run() -> None:
    with study_log("doctor 2025-02 one", "doctor") as one:
        pass
    with study_log("doctor 2025-02 two", "doctor") as two:
        pass
    assert one.run_id != two.run_id
