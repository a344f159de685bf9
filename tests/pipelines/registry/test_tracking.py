"""Where the registry lies."""

import pytest

from pipelines.registry.tracking import client, experiment_id, tracking_uri


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "sqlite:////somewhere/mlflow.db")
    assert tracking_uri() == "sqlite:////somewhere/mlflow.db"


def test_otherwise_it_is_the_checkouts_mlruns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    assert tracking_uri().endswith("/mlruns/mlflow.db")


def test_the_experiment_is_made_once() -> None:
    store = client()
    assert experiment_id(store) == experiment_id(store)
