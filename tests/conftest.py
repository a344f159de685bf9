"""A small simulated city, and a workspace in which the whole job has been done on it."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from features.contract import LEVELS
from pipelines import Workspace
from pipelines.city import City, simulate
from pipelines.registry import tracking
from pipelines.registry.in_use import trained
from pipelines.settings import CONFIG
from pipelines.targets.mark import EPOCH

MONTH = "2025-02"
WAITS_AT = "institution"
"""The level of `waiting` at which a second version waits."""

# How long an example takes tells of the machine's other work, not of the code.
settings.register_profile("feijian", deadline=None)
settings.load_profile("feijian")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow files first, so that no worker is left alone with one at the end.

    One of them makes `done`, and nobody waits for it: the others that want it come after those
    that do not.
    """
    slow = {item.path: None for item in items if item.get_closest_marker("slow")}
    asking = {item.path for item in items if "done" in getattr(item, "fixturenames", ())}
    first = next((path for path in slow if path in asking), None)
    items.sort(key=lambda item: (item.path not in slow, item.path != first, item.path in asking))


@pytest.fixture(scope="session", autouse=True)
def a_disk_that_stays_on() -> Iterator[None]:
    """Nothing here can tell what a power cut would lose; processes of their own still sync."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def a_clock_that_stands() -> Iterator[None]:
    """Lists made at different moments are compared to the byte, marks and all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(EPOCH, "1751328000")
        yield


Make = Callable[[Path], None]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Make], Path]:
    """Make a folder once for all workers: `once(name, make)`; nobody changes it afterwards."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def _once(name: str, make: Make) -> Path:
        folder, whole = shared / f"{name}-once", shared / f"{name}-once.whole"
        with FileLock(shared / f"{name}-once.lock"):
            if not whole.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                whole.touch()
        return folder

    return _once


@pytest.fixture(scope="session", autouse=True)
def tables_of_a_registry(once: Callable[[str, Make], Path]) -> Iterator[None]:
    """MLflow takes seconds to make them, the same ones for every registry; processes of their own
    still have it do so."""
    make = tracking._make

    def copied(file: Path) -> None:
        whole = once("tables", lambda folder: make(folder / "mlflow.db"))
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(whole / "mlflow.db", file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tracking, "_make", copied)
        yield


@pytest.fixture(scope="session", autouse=True)
def mlflow_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A registry of its own, so that no test touches the checkout's."""
    folder = tmp_path_factory.mktemp("mlruns")
    with registry_in(folder):
        yield folder


@contextmanager
def registry_in(folder: Path) -> Iterator[None]:
    """What trains and scores meanwhile does so there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{folder / 'mlflow.db'}")
        yield


@pytest.fixture(scope="module", autouse=True)
def a_registry(
    request: pytest.FixtureRequest, mlflow_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """`done` is the first to train in its registry; who does not read it has one of its own."""
    own = [item for item in request.session.items if item.path == request.path]
    if any("done" in getattr(item, "fixturenames", ()) for item in own):
        request.getfixturevalue("done")
        yield
        return
    with registry_in(tmp_path_factory.mktemp("registry")):
        yield


@pytest.fixture(scope="session")
def month() -> str:
    return MONTH


@pytest.fixture(scope="session")
def mapping() -> Path:
    return CONFIG / "mappings" / "simulated_city.toml"


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The exports of the city and its truth; tests only read them."""
    city = simulate(tmp_path_factory.mktemp("city") / "raw", persons=1500, months=14, seed=3)
    assert city.months[-1] == MONTH
    return city


@pytest.fixture(scope="session")
def exports(simulated: City) -> Path:
    return simulated.out


SMALL = """\
[train]
trees = 60
bags = 2
[explain]
institution = 60
doctor = 40
patient = 40
[targets]
policy = "../../tests/few_places"
"""
"""Tests look at exactness: 60 trees and 2 bags have it as well as 1000 and 8."""


@pytest.fixture(scope="session")
def ingested(
    request: pytest.FixtureRequest,
    once: Callable[[str, Make], Path],
    mapping: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Workspace:
    """The city in the lake and nothing made of it; tests only read it, or go on in a `copy_of`."""

    def make(folder: Path) -> None:
        ws = Workspace(folder / "workspace")
        ws.root.mkdir()
        (ws.root / "feijian.toml").write_text(SMALL)
        ws.ingest([request.getfixturevalue("exports")], mapping)

    made = Workspace(once("ingested", make) / "workspace")
    return copy_of(made, tmp_path_factory.mktemp("ingested") / "workspace")


def copy_of(ws: Workspace, root: Path) -> Workspace:
    """The same workspace elsewhere, to change it."""
    return Workspace(shutil.copytree(ws.root, root))


@pytest.fixture(scope="session")
def done(
    request: pytest.FixtureRequest,
    once: Callable[[str, Make], Path],
    mlflow_store: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Workspace:
    """Ingested, profiled, trained, scored and listed; tests only read it."""

    def make(folder: Path) -> None:
        ws = copy_of(request.getfixturevalue("ingested"), folder / "workspace")
        with registry_in(folder / "registry"):
            for level in LEVELS:
                ws.train(level, MONTH)
            ws.run(MONTH)

    made = once("done", make)
    resettle(made / "registry", mlflow_store)
    return copy_of(Workspace(made / "workspace"), tmp_path_factory.mktemp("done") / "workspace")


def resettle(registry: Path, folder: Path) -> None:
    """The same registry elsewhere: MLflow notes whole paths, so they are noted anew."""
    shutil.copytree(registry / "artifacts", folder / "artifacts")
    with (
        closing(sqlite3.connect(registry / "mlflow.db")) as there,
        closing(sqlite3.connect(folder / "mlflow.db")) as here,
    ):
        here.executescript("\n".join(there.iterdump()).replace(str(registry), str(folder)))


@pytest.fixture(scope="module")
def waiting(done: Workspace, month: str, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A second version waits: a few trees more, nearly the same model."""
    ws = copy_of(done, tmp_path_factory.mktemp("waiting") / "workspace")
    (ws.root / "feijian.toml").write_text(SMALL.replace("trees = 60", "trees = 64"))
    ws.train(WAITS_AT, month)
    return ws


@pytest.fixture(scope="module")
def challenger(waiting: Workspace) -> int:
    """The number of the version that waits."""
    return trained(waiting.root, WAITS_AT)[-1]
