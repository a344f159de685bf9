"""Model versions: written to MLflow with all they rest on, read back only when unchanged."""

import hashlib
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from features.contract import LEVELS
from models.bundle import Bundle
from models.training import Training
from pipelines.errors import InputError
from pipelines.manifest import inputs_hash
from pipelines.registry.tracking import CHAMPION, client, experiment_id

if TYPE_CHECKING:
    from mlflow import MlflowClient

_HASH, _WORKSPACE = "bundle_sha256", "workspace"


@dataclass(frozen=True)
class Version:
    """One version of a level's model.

    Attributes:
        name: the registered model, `feijian-<level>`.
        number: the version in the registry.
        bundle: the model itself.
        sha256: hash over the bundle's files; equal training gives an equal hash.
        is_champion: whether the alias points to it.
        is_new: whether it was registered just now.
    """

    name: str
    number: int
    bundle: Bundle
    sha256: str
    is_champion: bool
    is_new: bool = False

    @property
    def label(self) -> str:
        """How scores and lists name it: `feijian-institution/3`."""
        return f"{self.name}/{self.number}"


def model_name(level: str) -> str:
    """The registered model of a level."""
    return f"feijian-{level}"


def register(training: Training, *, workspace: str) -> Version:
    """Log a training to MLflow and register its bundle.

    A bundle equal to an earlier version's is that version: nothing new is registered. The
    first version of a workspace becomes the champion when the level has none; later ones wait
    to be compared.
    """
    bundle = training.bundle
    files = bundle.dump()
    sha256 = _hash_of(files)
    store, name = client(), model_name(bundle.level)
    same = _find(store, name, {_HASH: sha256})
    number = int(same.version) if same else _log(store, name, training, files)
    if same is None:
        for key, value in {_HASH: sha256, _WORKSPACE: workspace}.items():
            store.set_model_version_tag(name, str(number), key, value)
    if _champion(store, name) is None:
        store.set_registered_model_alias(name, CHAMPION, str(number))
    champion = _champion(store, name) == number
    return Version(name, number, bundle, sha256, champion, is_new=same is None)


def load(level: str, which: str = CHAMPION, *, workspace: str = "") -> Version:
    """Load a version by alias or number, after checking its files against the logged hash.

    `champion` means the one in use for `workspace`: when the alias points to a model trained
    elsewhere and this workspace has trained its own, the newest of its own is taken.

    Raises:
        InputError: no such version, or its files are not those that were registered.
    """
    store, name = client(), model_name(level)
    number = _own(store, name, workspace) if which == CHAMPION else _resolve(store, name, which)
    import mlflow

    folder = Path(mlflow.artifacts.download_artifacts(f"models:/{name}/{number}"))
    files = {
        path.name: path.read_bytes() for path in sorted((folder / "artifacts/bundle").iterdir())
    }
    sha256 = _hash_of(files)
    logged = store.get_model_version(name, str(number)).tags.get(_HASH)
    if sha256 != logged:
        raise InputError(
            f"model {name}/{number}: its files have changed since it was registered "
            f"(sha256 {sha256[:12]}, logged {str(logged)[:12]}); it is not loaded"
        )
    champion = _champion(store, name) == number
    return Version(name, number, Bundle.load(files), sha256, champion)


def levels_with_model(workspace: str) -> list[str]:
    """The levels that this workspace has trained; if none, those that have a champion."""
    store = client()
    own = [level for level in LEVELS if _find(store, model_name(level), {_WORKSPACE: workspace})]
    return own or [level for level in LEVELS if _champion(store, model_name(level))]


def _hash_of(files: Mapping[str, bytes]) -> str:
    return inputs_hash({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})


def _log(
    store: "MlflowClient",
    name: str,
    training: Training,
    files: Mapping[str, bytes],
) -> int:
    import mlflow

    facts = training.bundle.facts
    with (
        mlflow.start_run(experiment_id=experiment_id(store), run_name=name),
        tempfile.TemporaryDirectory() as scratch,
    ):
        mlflow.set_tag("level", training.bundle.level)
        mlflow.log_params(_flat(facts.get("plan", {})))
        mlflow.log_metrics(_metrics(training.evaluation))
        mlflow.log_dict(dict(facts), "facts.json")
        mlflow.log_text(training.evaluation.write_csv(), "evaluation.csv")
        folder = Path(scratch) / "bundle"
        folder.mkdir()
        for file, data in files.items():
            (folder / file).write_bytes(data)
        with warnings.catch_warnings():
            # No claims of anybody are stored as an input example.
            warnings.filterwarnings("ignore", ".*An input example was not provided")
            warnings.filterwarnings("ignore", ".*Add type hints to the `predict` method")
            model = mlflow.pyfunc.log_model(
                name=name,
                python_model=str(Path(__file__).with_name("scorer.py")),
                artifacts={"bundle": str(folder)},
                signature=_signature(training.bundle),
                pip_requirements=["feijian"],
            )
    return _next_version(store, name, model)


def _next_version(store: "MlflowClient", name: str, model: Any) -> int:  # noqa: ANN401
    if not store.search_registered_models(f"name = '{name}'"):
        store.create_registered_model(name)
    made = store.create_model_version(
        name, model.model_uri, run_id=model.run_id, model_id=model.model_id
    )
    return int(made.version)


def _signature(bundle: Bundle) -> Any:  # noqa: ANN401
    """Input: the identity and every model column, by name. Output: the scores frame."""
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, DataType, Schema

    identity = ["entity_id", "month", "not_scored_reason"]
    text = [
        ColSpec(DataType.string, column, required=column != "not_scored_reason")
        for column in identity
    ]
    numbers = [ColSpec(DataType.double, column, required=False) for column in bundle.columns]
    return ModelSignature(inputs=Schema([*text, *numbers]))


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _metrics(evaluation: pl.DataFrame) -> dict[str, float]:
    return {
        f"{row['ranking']}.{figure}": float(row[figure])
        for row in evaluation.filter(pl.col("fold") == "all").iter_rows(named=True)
        for figure in ("average_precision", "precision", "recall", "lift", "lift_in_size_bands")
        if row[figure] is not None
    }


def _find(store: "MlflowClient", name: str, tags: Mapping[str, str]) -> Any:  # noqa: ANN401
    """The newest version that carries these tags."""
    found = [
        version
        for version in store.search_model_versions(f"name = '{name}'")
        if all(version.tags.get(key) == value for key, value in tags.items())
    ]
    return max(found, key=lambda version: int(version.version), default=None)


def _champion(store: "MlflowClient", name: str) -> int | None:
    from mlflow.exceptions import MlflowException

    try:
        return int(store.get_model_version_by_alias(name, CHAMPION).version)
    except MlflowException:
        return None


def _own(store: "MlflowClient", name: str, workspace: str) -> int:
    champion = _champion(store, name)
    if champion is None:
        raise InputError(f"no model {name} yet; run `feijian train --level {name[8:]}` first")
    trained_in = store.get_model_version(name, str(champion)).tags.get(_WORKSPACE)
    own = None if trained_in == workspace else _find(store, name, {_WORKSPACE: workspace})
    return champion if own is None else int(own.version)


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
