"""A process killed at any moment, then the same command again: as if nothing had happened.

`FEIJIAN_KILLS` says how many moments are tried for the ingest and for the monthly run each; the
tests' default is small because every moment costs two runs.
"""

import hashlib
import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import Workspace
from pipelines.city import simulate

KILLS = int(os.environ.get("FEIJIAN_KILLS", "4"))
MONTH = "2025-02"

APART = ("audit.jsonl", ".lock", "ingests", "runs.jsonl")
"""What tells of the runs themselves, and so of the kill."""

Job = Callable[[Path, Path, Path], None]

pytestmark = pytest.mark.slow


def ingest(root: Path, exports: Path, mapping: Path) -> None:
    Workspace(root).ingest([exports], mapping)


def month(root: Path, exports: Path, mapping: Path) -> None:
    Workspace(root).run(MONTH)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of a city just large enough to be listed."""
    out = tmp_path_factory.mktemp("small") / "raw"
    simulate(out, persons=500, months=3, seed=5)
    return out


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, small: Path, mapping: Path) -> Path:
    """A workspace that is ready for the monthly run."""
    ws = Workspace(tmp_path_factory.mktemp("trained") / "workspace")
    ws.root.mkdir()
    (ws.root / "feijian.toml").write_text("[train]\ntrees = 30\n")
    ws.ingest([small], mapping)
    for level in ws.trainable(MONTH):
        ws.train(level, MONTH)
    for made in ("profiles", "encounters", "hits"):
        shutil.rmtree(ws.root / made)
    return ws.root


@pytest.fixture(scope="module")
def child() -> Callable[..., multiprocessing.Process]:
    """Start a job in a process of its own, its imports done beforehand."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipelines.workspace", __name__])
    return context.Process  # type: ignore[return-value]


def tree(root: Path) -> dict[str, str]:
    """Every file of a workspace and its hash, but for what tells of the runs."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] not in APART
    }


@pytest.mark.parametrize("job", [ingest, month])
def test_the_same_command_again_gives_what_an_undisturbed_run_gives(
    job: Job,
    small: Path,
    trained: Path,
    mapping: Path,
    tmp_path: Path,
    child: Callable[..., multiprocessing.Process],
) -> None:
    def begin(root: Path) -> multiprocessing.Process:
        if job is month:
            shutil.copytree(trained, root)
        run = child(target=job, args=(root, small, mapping))
        run.start()
        return run

    started = time.monotonic()
    undisturbed = begin(tmp_path / "undisturbed")
    undisturbed.join()
    assert undisturbed.exitcode == 0
    lasts = time.monotonic() - started
    expected = tree(tmp_path / "undisturbed")
    moments = random.Random(job.__name__)
    for trial in range(KILLS):
        root = tmp_path / str(trial)
        killed = begin(root)
        moment = moments.uniform(0, lasts)
        time.sleep(moment)
        killed.kill()
        killed.join()
        again = child(target=job, args=(root, small, mapping))
        again.start()
        again.join()
        assert again.exitcode == 0, f"trial {trial}, killed after {moment:.3f} s"
        assert tree(root) == expected, f"trial {trial}, killed after {moment:.3f} s"
        shutil.rmtree(root)
