"""Where MLflow keeps its records: the checkout's `mlruns/`, unless the environment says else."""

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.settings import PROJECT

if TYPE_CHECKING:
    import mlflow
    from mlflow import MlflowClient

EXPERIMENT = "feijian"
CHAMPION = "champion"
_SQLITE = "sqlite:///"


def client() -> "MlflowClient":
    """A client of the store; opens it, and makes its tables on first use."""
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    import mlflow

    for name in ("alembic", "mlflow", "mlflow.store.db.utils"):
        logging.getLogger(name).setLevel(logging.ERROR)
    uri = tracking_uri()
    if uri.startswith(_SQLITE):
        Path(uri.removeprefix(_SQLITE)).parent.mkdir(parents=True, exist_ok=True)
    mlflow.set_tracking_uri(uri)
    mlflow.set_registry_uri(uri)
    return mlflow.MlflowClient()


def tracking_uri() -> str:
    """`MLFLOW_TRACKING_URI`, or SQLite in the checkout's `mlruns/`."""
    return os.environ.get("MLFLOW_TRACKING_URI") or f"{_SQLITE}{PROJECT / 'mlruns' / 'mlflow.db'}"


def experiment_id(store: "MlflowClient") -> str:
    """The experiment of all runs; artefacts lie beside the SQLite file."""
    found = store.get_experiment_by_name(EXPERIMENT)
    if found is not None:
        return str(found.experiment_id)
    return str(store.create_experiment(EXPERIMENT, artifact_location=_artifacts()))


def run(
    name: str, tags: Mapping[str, str], *, nested: bool = False, run_id: str | None = None
) -> "mlflow.ActiveRun":
    """Start a run that names neither the user nor a path of the machine.

    Args:
        name: what the run is called.
        tags: what it is found by.
        nested: whether it is part of the run that is active.
        run_id: the run to take up again instead of starting one.
    """
    store = client()
    import mlflow

    quiet = {"mlflow.user": "", "mlflow.source.name": EXPERIMENT}
    return mlflow.start_run(
        run_id=run_id,
        experiment_id=experiment_id(store),
        run_name=name,
        nested=nested,
        tags={**quiet, **tags},
    )


def _artifacts() -> str | None:
    """None leaves the choice to a tracking server."""
    uri = tracking_uri()
    if not uri.startswith(_SQLITE):
        return None
    return (Path(uri.removeprefix(_SQLITE)).resolve().parent / "artifacts").as_uri()
