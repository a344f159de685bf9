"""What the signals find of each violation, blatant and faint: the table of docs/signals.md.

    python benchmarks/proof.py --persons 30000 --seeds 41 42 43

For each seed two cities with every plot and every look-alike are simulated, ingested and
profiled: one with all schemes blatant (intensity 2), one with all of them faint (0.15). What a
plot planted is added up over the seeds, since one city may hold four of a kind, or none. It
checks the machinery and says nothing of detection in the field. `make docs` writes the result
into the page.
"""

import argparse
import tempfile
from collections.abc import Sequence
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


def table(persons: int, months: int, seeds: Sequence[int]) -> pl.DataFrame:
    """Both strengths side by side: planted and hit of every plot, and the mean of its z."""
    sides = []
    for name, intensity in STRENGTHS.items():
        cities = []
        for seed in seeds:
            with tempfile.TemporaryDirectory(prefix="feijian-proof-") as scratch:
                city = proved(Path(scratch), intensity, persons=persons, months=months, seed=seed)
            cities.append(city.select(*_PLOT, "planted", "hit", "z"))
        pooled = (
            pl.concat(cities)
            .group_by(_PLOT)
            .agg(pl.col("planted", "hit").sum(), pl.col("z").mean())
        )
        sides.append(pooled.rename({n: f"{name}_{n}" for n in ("planted", "hit", "z")}))
    return sides[0].join(sides[1], on=_PLOT, how="full", coalesce=True).sort(_PLOT)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=40_000)
    parser.add_argument("--months", type=int, default=8)
    parser.add_argument("--seeds", type=int, nargs="+", default=[41])
    parser.add_argument("--out", type=Path, default=PROOF)
    asked = parser.parse_args()
    found = table(asked.persons, asked.months, asked.seeds)
    write_text(found.write_csv(float_precision=2), asked.out)


if __name__ == "__main__":
    main()
