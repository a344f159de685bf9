"""A training as MLflow keeps it: parameters, figures, and the bundle as a model; and its files."""

import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from models.training import Training
from pipelines.errors import InputError
from pipelines.manifest import OURS, packages
from pipelines.registry.files import FOLDER, SHA256, hash_of, read_files
from pipelines.registry.tracking import run, unanswered

if TYPE_CHECKING:
    from mlflow import MlflowClient

_RESTORE = (
    "restore the registry's files from a backup, or train the same month on the same data again, "
    "which puts them back; nothing was loaded"
)


def training_logged(name: str, training: Training, files: Mapping[str, bytes]) -> Any:  # noqa: ANN401
    """Log a training in a run of its own; returns what MLflow tells of the logged model."""
    import mlflow

    facts = training.bundle.facts
    with run(name, {"level": training.bundle.level}), _model(files) as model:
        mlflow.log_params(_flat(facts.get("plan", {})))
        mlflow.log_metrics(_metrics(training.evaluation) | _brier(facts))
        mlflow.log_dict(dict(facts), "facts.json")
        mlflow.log_text(training.evaluation.write_csv(), "evaluation.csv")
        return mlflow.pyfunc.log_model(name=name, **model)


def put_back(store: "MlflowClient", name: str, number: int, files: Mapping[str, bytes]) -> None:
    """Write the files of a version anew."""
    import mlflow

    with tempfile.TemporaryDirectory() as scratch, _model(files) as model:
        folder = str(Path(scratch) / "model")
        mlflow.pyfunc.save_model(folder, **model)
        source = str(store.get_model_version(name, str(number)).source)
        store.log_model_artifacts(source.removeprefix("models:/"), folder)


def logged_files(store: "MlflowClient", name: str, number: int) -> dict[str, bytes]:
    """The files of a version's bundle, as they were registered.

    Raises:
        InputError: they are missing, or not those that were registered.
    """
    expected = store.get_model_version(name, str(number)).tags.get(SHA256)
    if expected is None:
        raise InputError(f"model {name}/{number} is of an earlier release; train it again")
    place = store.get_model_version_download_uri(name, str(number))
    files = _downloaded(name, number)
    if files is None:
        raise InputError(f"model {name}/{number}: its files are missing in {place}; {_RESTORE}")
    if (found := hash_of(files)) != expected:
        raise InputError(
            f"model {name}/{number}: its files have changed since it was registered "
            f"(sha256 {found[:12]}, logged {expected[:12]}) in {place}; {_RESTORE}"
        )
    return files


def _downloaded(name: str, number: int) -> dict[str, bytes] | None:
    """None when there is nothing."""
    import mlflow
    from mlflow.exceptions import MlflowException

    with tempfile.TemporaryDirectory() as scratch:
        try:
            model = f"models:/{name}/{number}"
            folder = Path(mlflow.artifacts.download_artifacts(model, dst_path=scratch))
            return read_files(folder / FOLDER)
        except OSError:
            return None
        except MlflowException as error:
            if unanswered(error):
                raise
            return None


@contextmanager
def _model(files: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    """What MLflow is told of a bundle."""
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        folder = Path(scratch) / "bundle"
        folder.mkdir()
        for file, data in files.items():
            (folder / file).write_bytes(data)
        # No claims of anybody are stored as an input example.
        warnings.filterwarnings("ignore", ".*An input example was not provided")
        yield {
            "loader_module": "pipelines.registry.scorer",
            "data_path": str(folder),
            "model_config": {SHA256: hash_of(files)},
            "signature": _signature(),
            "pip_requirements": _requirements(),
        }


def _requirements() -> list[str]:
    """What the scorer needs beside this project, which is published nowhere."""
    return [f"{name}=={version}" for name, version in packages().items() if name not in OURS]


def _signature() -> Any:  # noqa: ANN401
    """The parameters alone: which columns fit is for the bundle to say, in one message."""
    from mlflow.models import ModelSignature
    from mlflow.types import ParamSchema, ParamSpec

    from pipelines.registry.scorer import PARAMS

    types = {str: "string", int: "long"}
    specs = [ParamSpec(key, types[type(value)], value) for key, value in PARAMS.items()]
    return ModelSignature(params=ParamSchema(specs))


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _brier(facts: Mapping[str, Any]) -> dict[str, float]:
    """How well the probabilities keep their word (`models.calibration`)."""
    kept = facts.get("calibration", {})
    return {f"calibration.{name}": kept[name] for name in ("brier", "blind") if name in kept}


def _metrics(evaluation: pl.DataFrame) -> dict[str, float]:
    return {
        f"{row['ranking']}.{figure}": float(row[figure])
        for row in evaluation.filter(pl.col("fold") == "all").iter_rows(named=True)
        for figure in ("average_precision", "precision", "recall", "lift", "lift_in_size_bands")
        if row[figure] is not None
    }
