"""How often the planted cause is the first reason, or among the first three, of the listed.

    python -m benchmarks.detection.causes --root detection-bench

The whole job is done on simulated cities: train, score, list. Registered models go beside them.
"""

import argparse
import os
import tempfile
from pathlib import Path

import polars as pl

from benchmarks.detection.places import Place, Size, cities
from features.contract import LEVELS
from pipelines.causes import causes
from pipelines.compared import CAUSES
from pipelines.store import write_text

SEEDS = [3, 7]


def found(place: Place) -> pl.DataFrame:
    """Every listed cheat of a city with the best place of any of its violations."""
    assert place.truth is not None
    for level in LEVELS:
        place.workspace.train(level, place.month)
    place.workspace.score(place.month)
    place.workspace.targets(place.month)
    each = causes(place.workspace, place.truth, place.month)
    return each.group_by("level", "entity_id").agg(pl.col("rank").min())


def shares(best: pl.DataFrame) -> pl.DataFrame:
    """Per level and of all: listed cheats, and how many of them the first reasons name."""
    both = pl.concat([best, best.with_columns(level=pl.lit("all"))])
    within = {"first": 1, "among_three": 3}
    return (
        both.group_by("level")
        .agg(
            listed=pl.len(),
            **{name: (pl.col("rank") <= n).fill_null(value=False).mean() for name, n in within.items()},
        )
        .sort("level")
    )


def main() -> None:
    """Write the table, and show it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, help="keep the cities here")
    parser.add_argument("--cities", type=int, nargs="+", default=SEEDS, help="seeds")
    parser.add_argument("--persons", type=int, default=Size.persons)
    parser.add_argument("--months", type=int, default=Size.months)
    parser.add_argument("--out", type=Path, default=CAUSES)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="feijian-causes-") as scratch:
        os.environ["MLFLOW_TRACKING_URI"] = f"sqlite:///{Path(scratch) / 'mlruns' / 'mlflow.db'}"
        towns = cities(asked.root or Path(scratch), asked.cities, Size(asked.persons, asked.months))
        table = shares(pl.concat(found(town) for town in towns))
    write_text(table.write_csv(float_precision=4), asked.out)
    print(table)


if __name__ == "__main__":
    main()
