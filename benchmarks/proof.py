"""What the signals find of each violation, blatant and faint: the table of docs/signals.md.

    python benchmarks/proof.py --persons 40000 --seed 41

Two cities with every plot and every look-alike are simulated, ingested and profiled: one with
all schemes blatant (intensity 2), one with all of them faint (0.15). It checks the machinery and
says nothing of detection in the field. `make docs` writes the result into the page.
"""

import argparse
import tempfile
from pathlib import Path

import polars as pl

from pipelines import Workspace
from pipelines.city import simulate
from pipelines.city.schemes import PLOTS
from pipelines.proved import PROOF
from pipelines.settings import CONFIG
from pipelines.store import write_text

STRENGTHS = {"blatant": 2.0, "faint": 0.15}
_PLOT = ["violation", "plot", "innocent"]


def proved(root: Path, intensity: float, *, persons: int, months: int, seed: int) -> pl.DataFrame:
    """The proof of a city in which every plot is played at one intensity."""
    plant = [p.name if p.innocent else f"{p.name}:{intensity}" for p in PLOTS if p.case is None]
    raw, workspace = root / "raw", Workspace(root / "workspace")
    simulate(raw, persons=persons, months=months, seed=seed, first_month="2024-09", plant=plant)
    workspace.ingest([raw], CONFIG / "mappings" / "simulated_city.toml")
    workspace.profile()
    return workspace.proof(raw / "truth")


def table(persons: int, months: int, seed: int) -> pl.DataFrame:
    """Both cities side by side: planted, hit and z of every plot."""
    sides = []
    for name, intensity in STRENGTHS.items():
        with tempfile.TemporaryDirectory(prefix="feijian-proof-") as scratch:
            found = proved(Path(scratch), intensity, persons=persons, months=months, seed=seed)
        numbers = ("planted", "hit", "z")
        sides.append(found.select(*_PLOT, *(pl.col(n).alias(f"{name}_{n}") for n in numbers)))
    return sides[0].join(sides[1], on=_PLOT, how="full", coalesce=True).sort(_PLOT)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=40_000)
    parser.add_argument("--months", type=int, default=8)
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--out", type=Path, default=PROOF)
    asked = parser.parse_args()
    found = table(asked.persons, asked.months, asked.seed)
    write_text(found.write_csv(float_precision=2), asked.out)


if __name__ == "__main__":
    main()
