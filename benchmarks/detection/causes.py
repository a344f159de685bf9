"""How often the planted cause is the first reason, or among the first three, of the listed.

    python -m benchmarks.detection.causes --root detection-bench

The whole job is done on simulated cities: train, score, list. Registered models go beside them.
"""

import os

import polars as pl

from benchmarks.detection.places import Place, cities_asked, options, root_of
from features.contract import LEVELS
from pipelines.causes import causes
from pipelines.compared import CAUSES
from pipelines.store import write_text


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
            **{
                name: (pl.col("rank") <= n).fill_null(value=False).mean()
                for name, n in within.items()
            },
        )
        .sort("level")
    )


def main() -> None:
    """Write the table, and show it."""
    asked = options(__doc__, CAUSES).parse_args()
    with root_of(asked) as root:
        os.environ["MLFLOW_TRACKING_URI"] = f"sqlite:///{root.resolve() / 'mlruns' / 'mlflow.db'}"
        table = shares(pl.concat(found(town) for town in cities_asked(root, asked)))
    write_text(table.write_csv(float_precision=4), asked.out)
    print(table.write_csv(float_precision=4))


if __name__ == "__main__":
    main()
