"""Compare rankings on the Medicare claims and on simulated cities: the tables of detection.md.

    python -m benchmarks.detection --root detection-bench

`--root` keeps what is ingested and profiled, so that a second run compares at once. Medicare is
skipped, with a word, where its claims are absent.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from benchmarks.detection.compare import Effort, compared
from benchmarks.detection.places import MEDICARE, Place, Size, cities, medicare
from benchmarks.detection.problem import Problem
from features.contract import LEVELS
from pipelines.compared import DETECTION
from pipelines.store import write_text


def found(places: list[Place], effort: Effort) -> Iterator[pl.DataFrame]:
    """What is found of places of one kind, level by level."""
    for level in LEVELS:
        print(f"{places[0].data}: {level}", flush=True)
        frame = compared([Problem.of(place, level) for place in places], effort)
        yield frame.select(data=pl.lit(places[0].data), level=pl.lit(level)).hstack(frame)


def report(root: Path, asked: argparse.Namespace) -> pl.DataFrame:
    """Everything, stacked."""
    effort = Effort(asked.repeats, asked.seeds, asked.draws)
    claims = medicare(root, asked.medicare)
    if claims is None:
        print(f"medicare: skipped, {asked.medicare} is not here")
    towns = list(cities(root, asked.cities, Size(asked.persons, asked.months)))
    kinds = [kind for kind in ([claims] if claims else [], towns) if kind]
    return pl.concat(frame for kind in kinds for frame in found(kind, effort))


def main() -> None:
    """Write the table, and show what is found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, help="keep the places here")
    parser.add_argument("--medicare", type=Path, default=MEDICARE)
    parser.add_argument("--cities", type=int, nargs="*", default=[3, 5, 7], help="seeds")
    parser.add_argument("--persons", type=int, default=Size.persons)
    parser.add_argument("--months", type=int, default=Size.months)
    parser.add_argument("--repeats", type=int, default=Effort.repeats)
    parser.add_argument("--seeds", type=int, default=Effort.seeds)
    parser.add_argument("--draws", type=int, default=Effort.draws)
    parser.add_argument("--out", type=Path, default=DETECTION)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="feijian-detection-") as scratch:
        table = report(asked.root or Path(scratch), asked)
    write_text(table.write_csv(float_precision=4), asked.out)
    print(table)


if __name__ == "__main__":
    main()
