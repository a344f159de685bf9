"""A small simulated city, and a workspace in which the whole job has been done on it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from features.contract import LEVELS
from pipelines import Workspace
from pipelines.city import simulate
from pipelines.settings import CONFIG

MONTH = "2025-02"

# How long an example takes tells of the machine's other work, not of the code.
settings.register_profile("feijian", deadline=None)
settings.load_profile("feijian")


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


@pytest.fixture(scope="session")
def month() -> str:
    return MONTH


@pytest.fixture(scope="session")
def mapping() -> Path:
    return CONFIG / "mappings" / "simulated_city.toml"


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("city") / "raw"
    city = simulate(out, persons=1500, months=14, seed=3)
    assert city.months[-1] == MONTH
    return out


def fewer_trees(root: Path) -> None:
    """Tests look at exactness, which 60 trees have as well as 1000."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "feijian.toml").write_text(
        "[train]\ntrees = 60\n[explain]\ninstitution = 60\ndoctor = 40\npatient = 40\n"
    )


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory, exports: Path, mapping: Path) -> Workspace:
    """Ingested, profiled, trained, scored and listed; tests only read it."""
    ws = Workspace(tmp_path_factory.mktemp("done") / "workspace")
    fewer_trees(ws.root)
    ws.ingest([exports], mapping)
    for level in LEVELS:
        ws.train(level, MONTH)
    ws.run(MONTH)
    return ws
