"""Tiny registered models, enough to be loaded and moved about; and a server to register them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import polars as pl
import psycopg
import pytest

from models import anomaly, joint
from models.bundle import Bundle
from models.description import Description
from models.evaluation import EVALUATION
from models.training import Training
from pipelines.registry.versions import Version, register
from tests.pipelines.conftest import free_port

STAY = Description("stay_days", "days", "平均住院日", "mean stay", "high", ("I-02",))


PROFILE = pl.DataFrame({"entity_id": list("ABCD"), "stay_days": [1.0, 2.0, 3.0, 9.0]}).with_columns(
    stay_days_z=pl.col("stay_days") - 2.0
)


def make(level: str, seed: int) -> Version:
    """Register a forest of a level; another seed gives another version."""
    forest = anomaly.fit(PROFILE, [STAY], trees=3, seed=seed)
    bundle = Bundle(level, (STAY,), forest, None, joint.ALONE, facts={"as_of": "2024-06-01"})
    return register(Training(bundle, pl.DataFrame(schema=EVALUATION), pl.DataFrame()))


@pytest.fixture(scope="module")
def registered() -> Callable[[str, int], Version]:
    return make


class Registry(NamedTuple):
    """A registry, and the folder where its artifacts are."""

    uri: str
    artifacts: Path


@pytest.fixture(scope="session")
def mlflow_server(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """An MLflow server with PostgreSQL behind it; it is stopped at the end."""
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE mlflow TEMPLATE template0")
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    command = [
        sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--artifacts-destination", str(folder / "artifacts"),
    ]  # fmt: skip
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        "MLFLOW_BACKEND_STORE_URI": f"{postgres}/mlflow".replace(":", "+psycopg:", 1),
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    }
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            command, env=environment, cwd=folder, stdout=log, stderr=log, start_new_session=True
        ) as process,
    ):
        try:
            uri = f"http://127.0.0.1:{port}"
            wait_for(uri, process, folder / "log")
            yield Registry(uri, folder / "artifacts")
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def wait_for(uri: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the server answers, at most two minutes."""
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{uri}/health"):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")
