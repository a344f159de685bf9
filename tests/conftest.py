"""A small simulated city, and a workspace in which the whole job has been done on it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from features.contract import LEVELS
from pipelines import Workspace
from pipelines.city import City, simulate
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
    """Slow files first, so that no worker is left alone with one at the end."""
    slow = {item.location[0] for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.location[0] not in slow)


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


@pytest.fixture(scope="session", autouse=True)
def mlflow_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A registry of its own, so that no test touches the checkout's."""
    uri = f"sqlite:///{tmp_path_factory.mktemp('mlruns') / 'mlflow.db'}"
    before = os.environ.get("MLFLOW_TRACKING_URI")
    os.environ["MLFLOW_TRACKING_URI"] = uri
    yield uri
    if before is None:
        del os.environ["MLFLOW_TRACKING_URI"]
    else:
        os.environ["MLFLOW_TRACKING_URI"] = before


@pytest.fixture(scope="module", autouse=True)
def a_registry(
    request: pytest.FixtureRequest, mlflow_store: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """`done` is the first to train in its registry; who does not read it has one of its own."""
    own = [item for item in request.session.items if item.path == request.path]
    if any("done" in getattr(item, "fixturenames", ()) for item in own):
        request.getfixturevalue("done")
        yield
        return
    store = tmp_path_factory.mktemp("registry") / "mlflow.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{store}")
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
def ingested(tmp_path_factory: pytest.TempPathFactory, exports: Path, mapping: Path) -> Workspace:
    """The city in the lake and nothing made of it; tests only read it, or go on in a `copy_of`."""
    ws = Workspace(tmp_path_factory.mktemp("ingested") / "workspace")
    ws.root.mkdir()
    (ws.root / "feijian.toml").write_text(SMALL)
    ws.ingest([exports], mapping)
    return ws


def copy_of(ws: Workspace, root: Path) -> Workspace:
    """The same workspace elsewhere, to change it."""
    return Workspace(shutil.copytree(ws.root, root))


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory, ingested: Workspace) -> Workspace:
    """Ingested, profiled, trained, scored and listed; tests only read it."""
    ws = copy_of(ingested, tmp_path_factory.mktemp("done") / "workspace")
    for level in LEVELS:
        ws.train(level, MONTH)
    ws.run(MONTH)
    return ws


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
