"""A process killed at any moment, then the same command again: as if nothing had happened.

`FEIJIAN_KILLS` says how many moments are tried for the ingest and for the monthly run each; the
tests' default is small because every moment costs two runs.
"""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import Workspace
from pipelines.city import simulate

KILLS = int(os.environ.get("FEIJIAN_KILLS", "3"))
MONTH = "2024-06"

APART = ("audit.jsonl", ".lock", "ingests")
"""What tells of the runs themselves, and so of the kill."""

JOBS = {
    "ingest": "Workspace(root).ingest([exports], mapping)",
    "month": f"Workspace(root).run({MONTH!r}, root + '/policy.toml')",
}

LOADS = {"ingest": "dataframely", "month": "lightgbm, mlflow.pyfunc, shap, skops.io"}
"""What a job imports on its way, and what would else take most of its time."""

CHILD = """
from pipelines import Workspace
root, exports, mapping = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
"""
"""A process that has its imports behind it and waits for the word to begin."""

pytestmark = pytest.mark.slow


class Run:
    """One job in a process of its own.

    Args:
        job: which of `JOBS`.
        root: the workspace.
        exports: what to ingest.
        mapping: how.
    """

    def __init__(self, job: str, root: Path, exports: Path, mapping: Path) -> None:
        arguments = [str(path) for path in (root, exports, mapping)]
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"import sys, {LOADS[job]}{CHILD}{JOBS[job]}", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self) -> None:
        """Let it begin."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("go\n")
        process.stdin.flush()

    def end(self, after: float | None = None) -> int:
        """Kill it after some seconds, or let it end; returns its exit code."""
        if after is not None:
            time.sleep(after)
            self._process.kill()
        self._process.communicate()
        return self._process.returncode


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of a city just large enough to be listed."""
    out = tmp_path_factory.mktemp("small") / "raw"
    simulate(out, persons=500, months=6, seed=5)
    return out


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, small: Path, mapping: Path) -> Path:
    """A workspace that is ready for the monthly run."""
    ws = Workspace(tmp_path_factory.mktemp("trained") / "workspace")
    ws.root.mkdir()
    few = "institution = 3\ndoctor = 3\npatient = 3\n"
    (ws.root / "feijian.toml").write_text(f"[train]\ntrees = 30\n[explain]\n{few}")
    (ws.root / "policy.toml").write_text(f"[capacity]\n{few}")
    ws.ingest([small], mapping)
    for level in ws.trainable(MONTH):
        ws.train(level, MONTH)
    for made in ("profiles", "encounters", "hits"):
        shutil.rmtree(ws.root / made)
    return ws.root


def tree(root: Path) -> dict[str, str]:
    """Every file of a workspace and its hash, but for what tells of the runs."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] not in APART
    }


def _pairs(job: str, roots: list[Path], *where: Path) -> Iterator[tuple[Run, Run]]:
    """Two processes for each workspace, started while those before them work."""

    def pair(root: Path) -> tuple[Run, Run]:
        return Run(job, root, *where), Run(job, root, *where)

    ready = pair(roots[0])
    for root in roots[1:]:
        following = pair(root)
        yield ready
        ready = following
    yield ready


@pytest.mark.parametrize("job", JOBS)
def test_the_same_command_again_gives_what_an_undisturbed_run_gives(
    job: str, small: Path, trained: Path, mapping: Path, tmp_path: Path
) -> None:
    def fresh(name: str) -> Path:
        root = tmp_path / name
        if job == "month":
            shutil.copytree(trained, root)
        return root

    undisturbed = Run(job, fresh("undisturbed"), small, mapping)
    undisturbed.begin()
    started = time.monotonic()
    assert undisturbed.end() == 0
    lasts = time.monotonic() - started
    expected = tree(tmp_path / "undisturbed")
    moments = random.Random(job)
    roots = [tmp_path / str(trial) for trial in range(KILLS)]
    waiting = _pairs(job, roots, small, mapping)
    for trial, (root, (killed, again)) in enumerate(zip(roots, waiting, strict=True)):
        fresh(root.name)
        moment = moments.uniform(0, lasts)
        killed.begin()
        killed.end(after=moment)
        again.begin()
        assert again.end() == 0, f"trial {trial}, killed after {moment:.3f} of {lasts:.3f} s"
        assert tree(root) == expected, f"trial {trial}, killed after {moment:.3f} of {lasts:.3f} s"
        shutil.rmtree(root)
