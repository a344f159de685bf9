"""Model versions: written to MLflow with all they rest on, read back only when unchanged."""

import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from models.bundle import Bundle
from models.training import Training
from pipelines.errors import InputError
from pipelines.manifest import OURS, packages
from pipelines.registry.files import FOLDER, SHA256, hash_of, read_files
from pipelines.registry.tracking import CHAMPION, client, run

if TYPE_CHECKING:
    from mlflow import MlflowClient


@dataclass(frozen=True)
class Version:
    """One version of a level's model.

    Attributes:
        level: whose model it is.
        number: the version in the registry.
        bundle: the model itself.
        sha256: hash over the bundle's files; equal training gives an equal hash.
        is_champion: whether the alias points to it.
        is_new: whether it was registered just now.
    """

    level: str
    number: int
    bundle: Bundle
    sha256: str
    is_champion: bool
    is_new: bool = False

    @property
    def name(self) -> str:
        """The registered model."""
        return model_name(self.level)

    @property
    def label(self) -> str:
        """How scores and lists name it: `feijian-institution/3`."""
        return f"{self.name}/{self.number}"


def model_name(level: str) -> str:
    """The registered model of a level."""
    return f"feijian-{level}"


def register(training: Training) -> Version:
    """Log a training to MLflow and register its bundle.

    A bundle equal to an earlier version's is that version: nothing new is registered. The
    first version of a level becomes the champion; later ones wait to be compared.
    """
    bundle = training.bundle
    files = bundle.dump()
    sha256 = hash_of(files)
    store, name = client(), model_name(bundle.level)
    same = _find(store, name, sha256)
    number = same or _log(store, name, training, files, sha256)
    if champion(bundle.level) is None:
        store.set_registered_model_alias(name, CHAMPION, str(number))
    is_champion = champion(bundle.level) == number
    return Version(bundle.level, number, bundle, sha256, is_champion, is_new=same is None)


def load(level: str, which: str) -> Version:
    """Load a version by alias or number, after checking its files against the logged hash.

    Raises:
        InputError: no such version, or its files are not those that were registered.
    """
    store, name = client(), model_name(level)
    number = _resolve(store, name, which)
    import mlflow

    folder = Path(mlflow.artifacts.download_artifacts(f"models:/{name}/{number}"))
    if not (folder / FOLDER).exists():
        raise InputError(f"model {name}/{number} is of an earlier release; train it again")
    files = read_files(folder / FOLDER)
    sha256 = hash_of(files)
    logged = store.get_model_version(name, str(number)).tags.get(SHA256)
    if sha256 != logged:
        raise InputError(
            f"model {name}/{number}: its files have changed since it was registered "
            f"(sha256 {sha256[:12]}, logged {str(logged)[:12]}); it is not loaded"
        )
    return Version(level, number, Bundle.load(files), sha256, champion(level) == number)


def champion(level: str) -> int | None:
    """The version that the alias `champion` of a level points to."""
    from mlflow.exceptions import MlflowException

    try:
        return int(client().get_model_version_by_alias(model_name(level), CHAMPION).version)
    except MlflowException as error:
        if error.error_code not in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            raise
        return None


def _log(
    store: "MlflowClient",
    name: str,
    training: Training,
    files: Mapping[str, bytes],
    sha256: str,
) -> int:
    import mlflow

    facts = training.bundle.facts
    with (
        run(name, {"level": training.bundle.level}),
        tempfile.TemporaryDirectory() as scratch,
    ):
        mlflow.log_params(_flat(facts.get("plan", {})))
        mlflow.log_metrics(_metrics(training.evaluation) | _brier(facts))
        mlflow.log_dict(dict(facts), "facts.json")
        mlflow.log_text(training.evaluation.write_csv(), "evaluation.csv")
        folder = Path(scratch) / "bundle"
        folder.mkdir()
        for file, data in files.items():
            (folder / file).write_bytes(data)
        with warnings.catch_warnings():
            # No claims of anybody are stored as an input example.
            warnings.filterwarnings("ignore", ".*An input example was not provided")
            model = mlflow.pyfunc.log_model(
                name=name,
                loader_module="pipelines.registry.scorer",
                data_path=str(folder),
                model_config={SHA256: sha256},
                signature=_signature(),
                pip_requirements=_requirements(),
            )
    return _next_version(store, name, model, sha256)


def _next_version(store: "MlflowClient", name: str, model: Any, sha256: str) -> int:  # noqa: ANN401
    if not store.search_registered_models(f"name = '{name}'"):
        store.create_registered_model(name)
    made = store.create_model_version(
        name,
        model.model_uri,
        run_id=model.run_id,
        model_id=model.model_id,
        tags={SHA256: sha256},
    )
    return int(made.version)


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


def _find(store: "MlflowClient", name: str, sha256: str) -> int | None:
    """The version that has this bundle."""
    versions = store.search_model_versions(f"name = '{name}'")
    return max((int(v.version) for v in versions if v.tags.get(SHA256) == sha256), default=None)


def _resolve(store: "MlflowClient", name: str, which: str) -> int:
    from mlflow.exceptions import MlflowException

    try:
        if which.isdigit():
            return int(store.get_model_version(name, which).version)
        return int(store.get_model_version_by_alias(name, which).version)
    except MlflowException as error:
        versions = sorted(int(v.version) for v in store.search_model_versions(f"name = '{name}'"))
        known = ", ".join(map(str, versions)) or "none"
        raise InputError(f"no version or alias {which!r} of {name}; versions: {known}") from error
