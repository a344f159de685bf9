"""Registered versions: loadable plainly, unchanged or refused, one champion."""

import json
import os
import subprocess
import sys
from pathlib import Path

import mlflow
import polars as pl
import polars.testing
import pytest
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import BAD_REQUEST

from pipelines import InputError, Workspace
from pipelines.registry.files import FOLDER
from pipelines.registry.tracking import client
from pipelines.registry.versions import load, model_name
from pipelines.train import Trainer
from tests.pipelines.conftest import free_port
from tests.pipelines.registry.conftest import make


def test_plain_mlflow_scores_a_profile_in_a_clean_process(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    profile = tmp_path / "profile.parquet"
    done.profiles("institution", month).write_parquet(profile)
    own = done.score(month, "institution")
    code = f"""
import mlflow, pandas as pd
model = mlflow.pyfunc.load_model("models:/{own["model_version"][0]}")
profile = pd.read_parquet({str(profile)!r})
scores = model.predict(profile[profile.columns[::-1]])
reasons = model.predict(profile, params={{"output": "reasons", "explained": 3, "lang": "en"}})
reasons["score"] = reasons["base"] / len(reasons["feature"].unique()) + reasons["contribution"]
told = reasons.groupby("entity_id", as_index=False)["score"].sum()
for table in (told, scores):
    print(table[["entity_id", "score"]].to_json(orient="records"))
"""
    environment = {**os.environ, "MLFLOW_REGISTRY_URI": os.environ["MLFLOW_TRACKING_URI"]}
    out = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=environment, check=True, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    told, found = (
        pl.DataFrame(json.loads(line), infer_schema_length=None)
        for line in out.stdout.splitlines()[-2:]
    )
    pl.testing.assert_frame_equal(found, own.select("entity_id", "score"), rel_tol=1e-9)
    best = own.head(3).select("entity_id", "score").sort("entity_id")
    pl.testing.assert_frame_equal(told, best, abs_tol=1e-6)


def test_a_frame_that_is_no_profile_of_the_model_is_refused_in_one_message(
    done: Workspace, month: str
) -> None:
    import mlflow.pyfunc

    client()
    model = mlflow.pyfunc.load_model("models:/feijian-institution@champion")
    first, second = load("institution", "champion").bundle.columns[:2]
    profile = done.profiles("institution", month).select(
        pl.exclude(first, second, "not_scored_reason"),
        pl.lit("many").alias(second),
        pl.lit(7).alias("not_scored_reason"),
    )
    with pytest.raises(ValueError, match="the profile does not fit the model") as refused:
        model.predict(profile.to_pandas())
    for told in (
        f"missing columns {first};",
        "not text not_scored_reason (",
        f"not numeric {second} (",
    ):
        assert told in str(refused.value)


def test_a_registered_model_names_no_path_of_the_machine(done: Workspace) -> None:
    version = load("doctor", "champion")
    folder = Path(mlflow.artifacts.download_artifacts(f"models:/{version.name}/{version.number}"))
    card = (folder / "MLmodel").read_text(encoding="utf-8")
    assert "loader_module: pipelines.registry.scorer" in card
    assert str(Path(__file__).parents[3]) not in card


def test_the_first_version_is_the_champion_and_an_equal_training_is_the_same_version(
    done: Workspace, month: str
) -> None:
    again = done.train("doctor", month)
    assert again.version.number == 1
    assert again.version.is_champion
    assert not again.version.is_new


def test_whoever_is_second_in_giving_the_first_alias_takes_what_the_other_gave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both find no champion and insert the alias; the database refuses the second of them."""
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'mlflow.db'}")
    give = mlflow.MlflowClient.set_registered_model_alias

    def beaten(store: mlflow.MlflowClient, name: str, alias: str, version: str) -> None:
        give(store, name, alias, version)
        raise MlflowException("UNIQUE constraint failed", error_code=BAD_REQUEST)

    monkeypatch.setattr(mlflow.MlflowClient, "set_registered_model_alias", beaten)
    assert make("doctor", 1).is_champion


def test_an_alias_that_nobody_gave_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'mlflow.db'}")

    def refused(*_: object) -> None:
        raise MlflowException("no", error_code=BAD_REQUEST)

    monkeypatch.setattr(mlflow.MlflowClient, "set_registered_model_alias", refused)
    with pytest.raises(MlflowException):
        make("doctor", 1)


def test_a_changed_file_is_not_loaded(done: Workspace) -> None:
    version = load("patient", "champion")
    folder = Path(mlflow.artifacts.download_artifacts(f"models:/{version.name}/{version.number}"))
    file = folder / FOLDER / "bundle.json"
    before = file.read_bytes()
    try:
        file.write_bytes(before.replace(b'"seed": 0', b'"seed": 1', 1))
        with pytest.raises(InputError, match="files have changed since it was registered"):
            load("patient", "champion")
        with pytest.raises(ValueError, match="files have changed since it was registered"):
            mlflow.pyfunc.load_model(f"models:/{version.name}/{version.number}")
    finally:
        file.write_bytes(before)


def test_a_model_of_another_version_of_feijian_is_refused_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'mlflow.db'}")
    make("doctor", 71)
    monkeypatch.setattr("models.bundle._FORMAT", 99)
    with pytest.raises(InputError, match=r"feijian-doctor version 1: .*train it anew"):
        load("doctor", "champion")


def test_a_model_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'mlflow.db'}")
    make("doctor", 72)
    opened = load("doctor", "champion").bundle
    assert load("doctor", "champion").bundle is opened


def test_unknown_versions_are_told_with_those_that_exist(done: Workspace) -> None:
    with pytest.raises(InputError, match="no version or alias '7' of feijian-doctor; versions: 1"):
        load("doctor", "7")


def test_a_registry_that_does_not_answer_is_noticed_before_the_training(
    done: Workspace, month: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setattr(Trainer, "run", lambda *_: pytest.fail("trained in vain"))
    with pytest.raises(InputError, match="does not answer"):
        done.train("doctor", month)


def test_parameters_and_figures_are_logged(done: Workspace) -> None:
    store = client()
    version = store.get_model_version(model_name("institution"), "1")
    run = store.get_run(version.run_id)
    assert run.data.params["level"] == "institution"
    assert "size.average_precision" in run.data.metrics


def test_no_run_names_the_user_or_a_path(done: Workspace) -> None:
    store = client()
    run = store.get_run(store.get_model_version(model_name("doctor"), "1").run_id)
    assert run.data.tags["mlflow.user"] == ""
    assert run.data.tags["mlflow.source.name"] == "feijian"
