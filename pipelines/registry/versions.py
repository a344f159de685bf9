"""Model versions: written to MLflow with all they rest on, read back only when unchanged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from models.bundle import Bundle, FormatError
from models.training import Training
from pipelines.errors import InputError
from pipelines.registry.files import SHA256, hash_of
from pipelines.registry.location import place
from pipelines.registry.logged import logged_files, put_back, training_logged
from pipelines.registry.tracking import CHAMPION, answering, check, client, unless_made

if TYPE_CHECKING:
    from mlflow import MlflowClient

OPEN = 6
"""Models kept open at a time: one in use and one that waits, of each level."""


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


@answering()
def register(training: Training) -> Version:
    """Log a training to MLflow and register its bundle.

    A bundle equal to an earlier version's is that version: nothing new is registered, and its
    files are put back if they were lost. The first version of a level becomes the champion;
    later ones wait to be compared. Several processes may register at once.

    Raises:
        InputError: the registry does not answer, or was moved.
    """
    check()
    bundle = training.bundle
    files = bundle.dump()
    sha256 = hash_of(files)
    store, name = client(), model_name(bundle.level)
    same = _equal(store, name, sha256)
    if same is not None:
        _mend(store, name, same, files)
    number = same or _add(store, name, training, files)
    if champion(bundle.level) is None:
        _begin_with_the_first(store, bundle.level)
    is_champion = champion(bundle.level) == number
    return Version(bundle.level, number, bundle, sha256, is_champion, is_new=same is None)


class OutdatedError(InputError):
    """A version is whole, but another version of feijian wrote it, and this one cannot read it."""


@answering()
def stored(level: str, number: int) -> str:
    """The hash of a version's files, which need not be readable by this version of feijian.

    Raises:
        InputError: as `load`, but for models of another version of feijian.
    """
    check()
    return hash_of(logged_files(client(), model_name(level), number))


@answering()
def load(level: str, which: str) -> Version:
    """Load a version by alias or number, after checking its files against the logged hash.

    Raises:
        OutdatedError: another version of feijian made it.
        InputError: the registry does not answer or was moved, there is no such version, or its
            files are missing or not those that were registered.
    """
    check()
    store, name = client(), model_name(level)
    number = _resolve(store, name, which)
    files = logged_files(store, name, number)
    sha256 = hash_of(files)
    try:
        bundle = _opened(_Files(sha256, files))
    except FormatError as error:
        anew = f"feijian promote --level {level} --challenger NEW --override REASON --by WHO"
        raise OutdatedError(
            f"{name} version {number}: {error}; the two cannot be compared, so a person puts the "
            f"new one in use: `{anew}`"
        ) from error
    except ValueError as error:
        raise InputError(f"{name} version {number}: {error}") from error
    return Version(level, number, bundle, sha256, champion(level) == number)


@dataclass(frozen=True)
class _Files:
    """Files whose hash was found: the same hash is the same files."""

    sha256: str
    files: Mapping[str, bytes] = field(compare=False, repr=False)


@lru_cache(OPEN)
def _opened(held: _Files) -> Bundle:
    """The model in the files; a notebook that scores again need not read a thousand trees anew."""
    return Bundle.load(held.files)


@answering()
def champion(level: str) -> int | None:
    """The version that the alias `champion` of a level points to."""
    from mlflow.exceptions import MlflowException

    try:
        return int(client().get_model_version_by_alias(model_name(level), CHAMPION).version)
    except MlflowException as error:
        if error.error_code not in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            raise
        return None


def _add(store: "MlflowClient", name: str, training: Training, files: Mapping[str, bytes]) -> int:
    """Log a bundle and make it a version, unless an equal one was made meanwhile."""
    sha256 = hash_of(files)
    model = training_logged(name, training, files)
    _ensure_named(store, name)
    made = store.create_model_version(
        name,
        model.model_uri,
        run_id=model.run_id,
        model_id=model.model_id,
        tags={SHA256: sha256},
    )
    number = _equal(store, name, sha256) or int(made.version)
    if number != int(made.version):
        store.delete_model_version(name, made.version)
    return number


def _begin_with_the_first(store: "MlflowClient", level: str) -> None:
    """The lowest version and not ours: then all who find no champion point to the same one."""
    from mlflow.exceptions import MlflowException

    name = model_name(level)
    try:
        store.set_registered_model_alias(name, CHAMPION, str(min(_versions(store, name))))
    except MlflowException:
        # Two that give the alias at once both insert it, and the database refuses the second.
        if champion(level) is None:
            raise


def _ensure_named(store: "MlflowClient", name: str) -> None:
    if not store.search_registered_models(f"name = '{name}'"):
        with unless_made():
            store.create_registered_model(name)


def _mend(store: "MlflowClient", name: str, number: int, files: Mapping[str, bytes]) -> None:
    """Training again gave the same files, so they may take the place of lost or changed ones."""
    try:
        logged_files(store, name, number)
    except InputError:
        put_back(store, name, number, files)


def _versions(store: "MlflowClient", name: str) -> dict[int, str | None]:
    """Version -> the hash of its files."""
    found = store.search_model_versions(f"name = '{name}'")
    return {int(each.version): each.tags.get(SHA256) for each in found}


def _equal(store: "MlflowClient", name: str, sha256: str) -> int | None:
    """The first version that has this bundle."""
    known = _versions(store, name).items()
    return min((number for number, of in known if of == sha256), default=None)


def _resolve(store: "MlflowClient", name: str, which: str) -> int:
    from mlflow.exceptions import MlflowException

    try:
        if which.isdigit():
            return int(store.get_model_version(name, which).version)
        return int(store.get_model_version_by_alias(name, which).version)
    except MlflowException as error:
        none = f"none in {place()}; if the registry was moved, name it with MLFLOW_TRACKING_URI"
        known = ", ".join(map(str, sorted(_versions(store, name)))) or none
        raise InputError(f"no version or alias {which!r} of {name}; versions: {known}") from error
