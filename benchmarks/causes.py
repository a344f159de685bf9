"""Whether reasons name what was planted: first, or among the first three.

    python benchmarks/causes.py --persons 25000 --months 12 --seeds 3 7

Simulates a city per seed, does the whole job on it and prints, per level, how many of those listed
take part in a scheme and what place the planted cause has among their reasons. It checks the
machinery and says nothing of detection in the field.
"""

import argparse
import os
import tempfile
from pathlib import Path

import polars as pl

from features.contract import LEVELS
from pipelines import Workspace
from pipelines.causes import causes
from pipelines.city import simulate
from pipelines.settings import CONFIG


def of_city(root: Path, *, persons: int, months: int, seed: int) -> pl.DataFrame:
    """What `causes` finds in one city."""
    os.environ["MLFLOW_TRACKING_URI"] = f"sqlite:///{root / 'mlflow.db'}"
    city = simulate(root / "raw", persons=persons, months=months, seed=seed)
    workspace, month = Workspace(root / "workspace"), city.months[-1]
    workspace.ingest([root / "raw"], CONFIG / "mappings" / "simulated_city.toml")
    for level in LEVELS:
        workspace.train(level, month)
    workspace.run(month)
    return causes(workspace, root / "raw" / "truth", month)


def figures(found: pl.DataFrame) -> pl.DataFrame:
    """Per level and together: planted entities listed, cause first, among the first three."""
    place = pl.col("rank").fill_null(found.height + 4)
    told = [pl.len().alias("listed"), (place == 1).mean().alias("first"), (place <= 3).mean()]  # noqa: PLR2004
    named = [*told[:2], told[2].alias("first_three")]
    whole = found.select(pl.lit("all").alias("level"), *named)
    return pl.concat([found.group_by("level").agg(named).sort("level"), whole])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=25_000)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--seeds", type=int, nargs="+", default=[3, 7])
    asked = parser.parse_args()
    found = []
    for seed in asked.seeds:
        with tempfile.TemporaryDirectory(prefix="feijian-causes-") as scratch:
            found.append(
                of_city(Path(scratch), persons=asked.persons, months=asked.months, seed=seed)
            )
    print(figures(pl.concat(found)))


if __name__ == "__main__":
    main()
