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
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines import Workspace
from pipelines.city import simulate

KILLS = int(os.environ.get("FEIJIAN_KILLS", "2"))
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
exports, mapping = sys.argv[1:]
print("ready", flush=True)
for line in sys.stdin:
    root = line.rstrip()
    {job}
    print("done", flush=True)
"""
"""A process that has its imports behind it and does the job wherever it is told to."""

pytestmark = pytest.mark.slow


class Runner:
    """A process of its own that does one job in one workspace after another.

    Args:
        job: which of `JOBS`.
        exports: what to ingest.
        mapping: how.
    """

    def __init__(self, job: str, exports: Path, mapping: Path) -> None:
        code = f"import sys, {LOADS[job]}{CHILD.format(job=JOBS[job])}"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, str(exports), str(mapping)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, root: Path) -> None:
        """Let it begin in a workspace."""
        assert self._told() == "ready\n"
        self._say(root)

    def goes_on(self, root: Path) -> bool:
        """Let it do the job in a further workspace; returns whether it came to its end."""
        self._say(root)
        return self.ends()

    def ends(self) -> bool:
        """Whether the job that has begun comes to its end."""
        return self._told() == "done\n"

    def die(self, after: float = 0) -> None:
        """Kill it after some seconds."""
        time.sleep(after)
        self._process.kill()
        self._process.communicate()

    def _told(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def _say(self, root: Path) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{root}\n")
        self._process.stdin.flush()


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


@pytest.fixture
def runner(small: Path, mapping: Path) -> Iterator[Callable[[str], Runner]]:
    """`runner(job)`, who is gone at the end."""
    started: list[Runner] = []

    def start(job: str) -> Runner:
        started.append(Runner(job, small, mapping))
        return started[-1]

    yield start
    for each in started:
        each.die()


@pytest.mark.parametrize("job", JOBS)
def test_the_same_command_again_gives_what_an_undisturbed_run_gives(
    job: str, runner: Callable[[str], Runner], trained: Path, tmp_path: Path
) -> None:
    """Who repeats them was never killed and knows nothing of the workspace: a further process for
    each would pay for its imports only."""

    def fresh(name: str) -> Path:
        root = tmp_path / name
        if job == "month":
            shutil.copytree(trained, root)
        return root

    again, killed = runner(job), runner(job)
    again.begin(fresh("undisturbed"))
    started = time.monotonic()
    assert again.ends()
    lasts = time.monotonic() - started
    expected = tree(tmp_path / "undisturbed")
    moments = random.Random(job)
    for trial in range(KILLS):
        root, moment = fresh(str(trial)), moments.uniform(0, lasts)
        told = f"trial {trial}, killed after {moment:.3f} of {lasts:.3f} s"
        killed.begin(root)
        killed.die(after=moment)
        if trial + 1 < KILLS:
            killed = runner(job)
        assert again.goes_on(root), told
        assert tree(root) == expected, told
        shutil.rmtree(root)
