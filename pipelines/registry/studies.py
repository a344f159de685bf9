"""Tuning studies in MLflow: what was tried, what was best."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from pipelines.registry.tracking import run

if TYPE_CHECKING:
    from pipelines.tune import Tuned


def log_study(tuned: "Tuned") -> str:
    """Log a study as one run: best parameters, its value, and every trial; returns the run id."""
    import mlflow

    with run(f"tune {tuned.level}", {"level": tuned.level, "folds": tuned.split}) as active:
        mlflow.log_params(asdict(tuned.params))
        mlflow.log_metric("value", tuned.value)
        for trial in tuned.trials.iter_rows(named=True):
            if trial["value"] is not None:
                mlflow.log_metric("trial_value", trial["value"], step=trial["number"])
        mlflow.log_text(tuned.trials.write_csv(), "trials.csv")
    return str(active.info.run_id)
