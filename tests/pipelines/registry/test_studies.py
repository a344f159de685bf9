"""Studies in MLflow."""

import polars as pl

from models.cases import CaseParams
from pipelines.registry.studies import log_study
from pipelines.registry.tracking import client
from pipelines.tune import Tuned


def test_a_study_is_one_run_with_every_trial() -> None:
    trials = pl.DataFrame({"number": [0, 1], "value": [0.5, None], "state": ["complete", "pruned"]})
    tuned = Tuned("doctor", CaseParams(rounds=50), 0.5, trials, "grouped: too little")
    run = client().get_run(log_study(tuned))
    assert run.data.params["rounds"] == "50"
    assert run.data.metrics["value"] == 0.5
    assert run.data.tags["level"] == "doctor"
    assert [f.path for f in client().list_artifacts(run.info.run_id)] == ["trials.csv"]
