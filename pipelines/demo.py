"""The whole job on a small simulated city, told step by step."""

import shutil
from pathlib import Path

from features.contract import LEVELS
from pipelines import show
from pipelines.city import simulate
from pipelines.errors import InputError
from pipelines.settings import CONFIG
from pipelines.workspace import Workspace

_OURS = ("raw", "workspace")


def run_demo(out: Path, *, persons: int, months: int, seed: int, quiet: bool) -> Path:
    """Simulate, ingest, profile, train, score and list; returns the page to open.

    The folder is made anew. What the city shows is that the machinery works; no figure from it
    says anything about detection in the field.

    Raises:
        InputError: `out` holds something that is not an earlier demo.
    """
    _clear(out)
    with show.progress(quiet=quiet) as progress:
        show.step(f"1/6 simulate   {persons:,} persons, {months} months → {out / 'raw'}")
        city = simulate(out / "raw", persons=persons, months=months, seed=seed, progress=progress)
        month = city.months[-1]
        ws = Workspace(out / "workspace", progress=progress)
        show.step("2/6 ingest     mapping config/mappings/simulated_city.toml")
        report = ws.ingest([out / "raw"], CONFIG / "mappings" / "simulated_city.toml")
    show.ingest(report, as_json=False)
    with show.progress(quiet=quiet) as progress:
        ws.progress = progress
        show.step(f"3/6 profile    {month} and the snapshots that training needs")
        profiles = ws.profile(month)
    show.profile(profiles, ws.unavailable(month), ws.alerts(month), as_json=False)
    with show.progress(quiet=quiet) as progress:
        ws.progress = progress
        show.step("4/6 train      one model per level (figures check the machinery only)")
        trained = [ws.train(level, month) for level in LEVELS]
    show.trained(trained, as_json=False)
    with show.progress(quiet=quiet) as progress:
        ws.progress = progress
        show.step(f"5/6 score      {month}")
        ws.score(month)
        show.step(f"6/6 targets    {month}")
        listed = ws.targets(month)
    show.listed(listed, as_json=False)
    page = listed.folder / "targets.html"
    show.step(f"Open {page}")
    return page


def _clear(out: Path) -> None:
    """Remove an earlier demo and nothing else."""
    if not out.exists():
        return
    if not out.is_dir():
        raise InputError(f"{out} is a file; name a folder")
    found = [path for path in out.iterdir() if not path.name.startswith(".writing-")]
    demo = (out / "raw" / "truth" / "schemes.csv").exists() or not found
    if not demo or any(path.name not in _OURS for path in found):
        raise InputError(f"{out} is not empty and not an earlier demo; name another folder")
    for path in out.iterdir():
        shutil.rmtree(path)
