"""Tuning studies in MLflow: what was tried, what was best."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from pipelines.registry.tracking import client, experiment_id

if TYPE_CHECKING:
    from pipelines.tune import Tuned


def log_study(tuned: "Tuned") -> str:
    """Log a study as one run: best parameters, its value, and every trial; returns the run id."""
    store = client()
    import mlflow

    name = f"tune {tuned.level}"
    with mlflow.start_run(experiment_id=experiment_id(store), run_name=name) as run:
        mlflow.set_tags({"level": tuned.level, "folds": tuned.split})
        mlflow.log_params(asdict(tuned.params))
        mlflow.log_metric("value", tuned.value)
        for trial in tuned.trials.iter_rows(named=True):
            if trial["value"] is not None:
                mlflow.log_metric("trial_value", trial["value"], step=trial["number"])
        mlflow.log_text(tuned.trials.write_csv(), "trials.csv")
    return str(run.info.run_id)
