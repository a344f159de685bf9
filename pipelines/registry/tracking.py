"""The registry at work: its client and its runs; what keeps it from answering is said plainly."""

import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from filelock import FileLock

from pipelines.errors import InputError
from pipelines.registry.location import artifacts, check_place, place, sqlite_file, tracking_uri

if TYPE_CHECKING:
    import mlflow
    from mlflow import MlflowClient

EXPERIMENT = "feijian"
CHAMPION = "champion"

_QUIET = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    # MLflow itself would ask a server that is down for four minutes.
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "3",
}

# In a notebook MLflow asks for a widget to draw its progress bars in; we show none of them.
warnings.filterwarnings("ignore", "IProgress not found")


def client() -> "MlflowClient":
    """A client of the store; opens it, and makes its tables on first use."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    import mlflow

    for name in ("alembic", "mlflow"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # What goes wrong there is raised as well, and told by `answering`.
    logging.getLogger("mlflow.store.db.utils").setLevel(logging.CRITICAL)
    uri = tracking_uri()
    if (file := sqlite_file()) and not file.exists():
        _make(file)
    mlflow.set_tracking_uri(uri)
    mlflow.set_registry_uri(uri)
    return mlflow.MlflowClient()


def _make(file: Path) -> None:
    """Make the tables whole or not at all: two processes that make them at once destroy them."""
    import mlflow

    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_name(f"{file.name}.lock")):
        if file.exists():
            return
        with TemporaryDirectory(prefix=".new-", dir=file.parent) as scratch:
            fresh = Path(scratch) / file.name
            uri = f"sqlite:///{fresh}"
            store = mlflow.MlflowClient(uri, uri)
            store.get_experiment_by_name(EXPERIMENT)
            store.search_registered_models(max_results=1)
            fresh.rename(file)


@contextmanager
def answering() -> Iterator[None]:
    """Say plainly, in what follows, when the registry does not answer or is kept busy.

    Raises:
        InputError: it is down, locked, damaged, refuses us, or is of another release of MLflow.
    """
    from mlflow.exceptions import MlflowException
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (MlflowException, SQLAlchemyError) as error:
        if why := unanswered(error):
            raise InputError(f"the registry {place()} {why}") from error
        raise


def unanswered(error: Exception) -> str:
    """Why there was no answer, and what to do; empty when there was one."""
    told = str(error)
    if "database is locked" in told:
        return "is kept busy by another process; wait until it is done and run this again"
    if "API request to" in told:
        return "does not answer; see that the server runs and MLFLOW_TRACKING_URI is its address"
    if getattr(error, "error_code", None) in {"UNAUTHENTICATED", "PERMISSION_DENIED"}:
        return "refuses us; set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
    if "file is not a database" in told or "disk image is malformed" in told:
        return "is damaged; restore its folder from a backup"
    if "out-of-date database schema" in told:
        return "is of another release of MLflow; make a backup and run `mlflow db upgrade`"
    return ""


@answering()
def check() -> None:
    """See that the registry answers and has its artifacts where it says, before long work.

    Raises:
        InputError: it does not answer, or was moved.
    """
    found = client().get_experiment_by_name(EXPERIMENT)
    if found is not None:
        check_place(found.artifact_location)


def experiment_id(store: "MlflowClient") -> str:
    """The experiment of all runs; artifacts lie beside the SQLite file.

    Raises:
        InputError: the file was moved without its artifacts being found again.
    """
    found = store.get_experiment_by_name(EXPERIMENT)
    if found is None:
        with unless_made():
            store.create_experiment(EXPERIMENT, artifact_location=artifacts())
        found = store.get_experiment_by_name(EXPERIMENT)
        assert found is not None, "it has just been made"
    check_place(found.artifact_location)
    return str(found.experiment_id)


@contextmanager
def unless_made() -> Iterator[None]:
    """Make something that another process may have made meanwhile."""
    from mlflow.exceptions import MlflowException

    try:
        yield
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


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
