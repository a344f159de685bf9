"""Every stage of the monthly job on a simulated city: seconds, rows per second, memory, ratio.

    python benchmarks/stages.py --persons 50000 --months 24

Each stage runs in a process of its own, so that its peak memory is its own. The yardstick is
a bare Polars scan that reads the same columns and reduces each to one number (a sum, the bytes of
its texts, the latest time), measured in the same run: on another machine the seconds differ, the
ratios should not by much. Nothing here says anything about how well fraud is found.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from features.contract import LEVELS, TABLES
from features.windows import trailing
from pipelines import Workspace
from pipelines.city import simulate
from pipelines.settings import CONFIG

_MEBI = 1024 * 1024
_SCAN_RUNS = 5


def scan(root: Path) -> None:
    """Read what the profile stage reads of its window, and reduce each column to one number."""
    workspace = Workspace(root / "workspace")
    months = trailing(workspace.store.months("lake/setl")[-1], workspace.settings.window_months)
    for table in ("fee", "setl", "mdtrt", "diag", "oprn", "order", "inv"):
        columns = workspace.store.scan(f"lake/{table}", months)
        columns.select(
            pl.selectors.numeric().sum(),
            pl.selectors.string().str.len_bytes().sum(),
            pl.selectors.temporal().max(),
        ).collect(engine="streaming")


def run_profile(root: Path) -> None:
    """Encounters, hits and profiles of the last month from scratch."""
    workspace = Workspace(root / "workspace")
    for made in ("encounters", "hits", "doctor_days", "rings", "profiles"):
        shutil.rmtree(workspace.root / made, ignore_errors=True)
    workspace.profile()


def run_next_month(root: Path) -> None:
    """The last month alone, when all earlier months are there."""
    workspace = Workspace(root / "workspace")
    last = workspace.store.months("lake/setl")[-1]
    for made in (
        "encounters",
        "hits",
        "doctor_days",
        "rings",
        "profiles/institution",
        "profiles/doctor",
        "profiles/patient",
    ):
        workspace.store.drop(made, last)
    workspace.profile()


def run_train(root: Path) -> None:
    """All three levels, with the snapshots that training needs."""
    workspace = Workspace(root / "workspace")
    for level in LEVELS:
        workspace.train(level)


def run_simulate(root: Path) -> None:
    """The raw exports of the city whose size `size.json` tells."""
    size = json.loads((root / "size.json").read_text())
    simulate(root / "raw", persons=size["persons"], months=size["months"], seed=0)


STAGES: dict[str, Callable[[Path], object]] = {
    "simulate": run_simulate,
    "ingest": lambda root: Workspace(root / "workspace").ingest(
        [root / "raw"], CONFIG / "mappings" / "simulated_city.toml"
    ),
    "scan": scan,
    "profile": run_profile,
    "profile next month": run_next_month,
    "train": run_train,
    "score": lambda root: Workspace(root / "workspace").score(),
    "targets": lambda root: Workspace(root / "workspace").targets(),
}
"""Stage -> what is timed, in the order of the job."""


def timed(stage: str, root: Path) -> dict[str, float]:
    """Run one stage here; seconds of wall and processor, peak memory of this process."""
    before, cpu = time.perf_counter(), time.process_time()
    STAGES[stage](root)
    return {
        "seconds": time.perf_counter() - before,
        "cpu": time.process_time() - cpu,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MEBI,
    }


def in_own_process(stage: str, root: Path) -> dict[str, float]:
    """The same in a fresh process."""
    command = [sys.executable, __file__, "--stage", stage, "--root", str(root)]
    store = root / "mlruns" / "mlflow.db"
    environment = {**os.environ, "MLFLOW_TRACKING_URI": f"sqlite:///{store}"}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def rows(root: Path) -> int:
    """Rows of the lake, all claim tables together."""
    store = Workspace(root / "workspace").store
    tables = [table for table in TABLES if store.months(f"lake/{table}")]
    return sum(store.scan(f"lake/{t}").select(pl.len()).collect().item() for t in tables)


def report(root: Path, persons: int, months: int) -> None:
    """Simulate, run every stage, print the table."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "size.json").write_text(json.dumps({"persons": persons, "months": months}))
    results = {stage: in_own_process(stage, root) for stage in STAGES if stage != "scan"}
    scans = sorted(
        (in_own_process("scan", root) for _ in range(_SCAN_RUNS)), key=lambda r: r["seconds"]
    )
    results["scan"] = scans[_SCAN_RUNS // 2]
    total, bare = rows(root), results["scan"]["seconds"]
    print(f"{persons:,} persons, {months} months, {total:,} rows, {os.cpu_count()} cores")
    print(f"{'stage':<20}{'seconds':>9}{'cpu s':>9}{'rows/s':>12}{'MiB':>8}{'x scan':>9}")
    for stage in STAGES:
        of = results[stage]
        print(
            f"{stage:<20}{of['seconds']:>9.1f}{of['cpu']:>9.1f}{total / of['seconds']:>12,.0f}"
            f"{of['mib']:>8.0f}{of['seconds'] / bare:>9.1f}"
        )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=50_000)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--stage", choices=STAGES, help=argparse.SUPPRESS)
    parser.add_argument("--root", type=Path, help="keep the city here")
    asked = parser.parse_args()
    if asked.stage:
        print(json.dumps(timed(asked.stage, asked.root)))
        return
    if asked.root:
        report(asked.root, asked.persons, asked.months)
        return
    with tempfile.TemporaryDirectory(prefix="feijian-bench-") as scratch:
        report(Path(scratch), asked.persons, asked.months)


if __name__ == "__main__":
    main()
