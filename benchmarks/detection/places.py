"""What is ranked: a workspace with one month profiled, made once and kept under a root."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines import Workspace
from pipelines.city import simulate
from pipelines.settings import CONFIG, PROJECT

MEDICARE = PROJECT.parent / "shared" / "data" / "medicare_claims" / "labelled"
"""Where public claims that nobody here made are expected: beside the checkout."""

MEDICARE_MONTH = "2009-12"


@dataclass(frozen=True)
class Place:
    """One workspace that is ranked.

    Attributes:
        data: `medicare` or `city`; places of one kind are averaged.
        name: the place itself, such as `city-3`.
        workspace: ingested and profiled at `month`.
        month: the month that is ranked.
        truth: the truth of a simulated city; None where only inspections tell.
    """

    data: str
    name: str
    workspace: Workspace
    month: str
    truth: Path | None = None


@dataclass(frozen=True)
class Size:
    """How large a simulated city is."""

    persons: int = 30_000
    months: int = 18


def medicare(root: Path, claims: Path = MEDICARE) -> Place | None:
    """The Medicare claims, ingested and profiled; None where they are absent."""
    if not claims.exists():
        return None
    workspace = _ingested(root / "medicare", claims, "medicare_claims")
    workspace.profile(MEDICARE_MONTH)
    return Place("medicare", "medicare", workspace, MEDICARE_MONTH)


def cities(root: Path, seeds: list[int], size: Size) -> Iterator[Place]:
    """Simulated cities, one per seed, as they are asked for."""
    for seed in seeds:
        name = f"city-{seed}"
        raw = root / f"{name}-{size.persons}x{size.months}"
        if not (raw / "truth").exists():
            simulate(raw, persons=size.persons, months=size.months, seed=seed)
        workspace = _ingested(root / f"{raw.name}-workspace", raw, "simulated_city")
        workspace.profile()
        month = workspace.store.months("lake/setl")[-1]
        yield Place("city", name, workspace, month, raw / "truth")


def options(about: str, out: Path) -> argparse.ArgumentParser:
    """The options that all comparisons have; `out` is the table they write."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--root", type=Path, help="keep the places here")
    parser.add_argument("--cities", type=int, nargs="*", default=[3, 5, 7], help="seeds")
    parser.add_argument("--persons", type=int, default=Size.persons)
    parser.add_argument("--months", type=int, default=Size.months)
    parser.add_argument("--out", type=Path, default=out)
    return parser


@contextmanager
def root_of(asked: argparse.Namespace) -> Iterator[Path]:
    """The root asked for, or one that is gone afterwards."""
    if asked.root is not None:
        yield asked.root
        return
    with tempfile.TemporaryDirectory(prefix="feijian-detection-") as scratch:
        yield Path(scratch)


def cities_asked(root: Path, asked: argparse.Namespace) -> Iterator[Place]:
    """The cities that the options name."""
    return cities(root, asked.cities, Size(asked.persons, asked.months))


def _ingested(root: Path, exports: Path, mapping: str) -> Workspace:
    workspace = Workspace(root)
    if not workspace.store.months("lake/setl"):
        workspace.ingest([exports], CONFIG / "mappings" / f"{mapping}.toml")
    return workspace
