"""Compare rankings on the Medicare claims and on simulated cities: the tables of detection.md.

    python -m benchmarks.detection --root detection-bench

`--root` keeps what is ingested and profiled, so that a second run compares at once. Medicare is
skipped, with a word, where its claims are absent.
"""

import argparse
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import polars as pl

from benchmarks.detection.compare import Effort, compared
from benchmarks.detection.places import MEDICARE, Place, cities_asked, medicare, options, root_of
from benchmarks.detection.problem import Problem
from features.contract import LEVELS
from pipelines.compared import DETECTION
from pipelines.store import write_text


def found(places: list[Place], effort: Effort) -> Iterator[pl.DataFrame]:
    """What is found of places of one kind, level by level."""
    for level in LEVELS:
        print(f"{places[0].data}: {level}", flush=True)
        frame = compared([Problem.of(place, level) for place in places], effort)
        yield frame.select(
            pl.lit(places[0].data).alias("data"), pl.lit(level).alias("level"), pl.all()
        )


def report(root: Path, asked: argparse.Namespace) -> Iterator[pl.DataFrame]:
    """Place by place and level by level, all found so far: an hour's work is not lost at once."""
    effort = Effort(asked.repeats, asked.seeds, asked.draws)
    claims = medicare(root, asked.medicare)
    if claims is None:
        print(f"medicare: skipped, {asked.medicare} is not here")
    towns = list(cities_asked(root, asked))
    kinds = [kind for kind in ([claims] if claims else [], towns) if kind]
    if not kinds:
        raise SystemExit("nothing to compare on: neither Medicare claims nor --cities")
    frames = (frame for kind in kinds for frame in found(kind, effort))
    return accumulate(frames, lambda one, other: pl.concat([one, other]))


def main() -> None:
    """Write the table as it grows, and show what is found."""
    parser = options(__doc__, DETECTION)
    parser.add_argument("--medicare", type=Path, default=MEDICARE)
    for name in ("repeats", "seeds", "draws"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Effort, name))
    asked = parser.parse_args()
    with root_of(asked) as root:
        for table in report(root, asked):
            text = table.write_csv(float_precision=4)
            write_text(text, asked.out)
    print(text)


if __name__ == "__main__":
    main()
