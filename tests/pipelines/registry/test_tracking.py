"""The registry at work, and what is said when it does not answer."""

import sqlite3
import threading
from pathlib import Path

import pytest
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import INVALID_PARAMETER_VALUE, TEMPORARILY_UNAVAILABLE

from pipelines import InputError
from pipelines.registry.location import sqlite_file
from pipelines.registry.tracking import answering, check, client, experiment_id
from tests.pipelines.conftest import free_port


def test_the_experiment_is_made_once() -> None:
    store = client()
    assert experiment_id(store) == experiment_id(store)


def test_a_server_that_is_down_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = free_port()
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://li:geheim@127.0.0.1:{port}")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with pytest.raises(InputError, match=f"http://127.0.0.1:{port} does not answer") as error:
        check()
    assert "geheim" not in str(error.value)


def test_a_file_that_is_no_registry_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "mlflow.db"
    file.write_text("no registry" * 100)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{file}")
    with pytest.raises(InputError, match=r"mlflow\.db is damaged; restore its folder"):
        check()


def test_a_busy_registry_is_waited_for() -> None:
    store = client()
    file = sqlite_file()
    assert file is not None
    busy = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    busy.execute("BEGIN EXCLUSIVE")
    free = threading.Timer(0.5, lambda: busy.execute("COMMIT"))
    free.start()
    store.create_registered_model("feijian-waited")
    free.join()
    busy.close()


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ("(sqlite3.OperationalError) database is locked", "is kept busy by another process; wait"),
        ("Detected out-of-date database schema (found version a", "`mlflow db upgrade`"),
    ],
)
def test_what_lasts_is_told_in_one_message(told: str, message: str) -> None:
    with pytest.raises(InputError, match=message), answering():
        raise MlflowException(told, TEMPORARILY_UNAVAILABLE)


def test_a_mistake_of_ours_is_no_trouble_of_the_registry() -> None:
    with pytest.raises(MlflowException, match="bad name"), answering():
        raise MlflowException("bad name", INVALID_PARAMETER_VALUE)
