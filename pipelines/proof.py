"""What the signals find of what was planted in a simulated city, and whom they wrongly suspect.

It proves that each detector sees the pattern it is made for and leaves the look-alike alone. It
says nothing about detection in the field: whoever wrote the schemes wrote the detectors too.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from features.catalogue import CATALOGUE, PROFILE_LEVELS, SIGNALS
from pipelines.errors import InputError
from pipelines.profile import HITS
from pipelines.store import Store

_PLOT = ["violation", "plot", "innocent"]
_SIDE = {"high": 1.0, "low": -1.0}


def proof(store: Store, truth: Path, month: str) -> pl.DataFrame:
    """One row per plot of `truth/`: what of its planted encounters the signals hit.

    Args:
        store: a workspace whose months up to `month` are profiled.
        truth: the folder that `feijian simulate` wrote beside the exports.
        month: the month of the profiles in which the actors should stand out.

    Returns:
        `violation, plot, innocent, intensity, schemes, planted, hit, recall, z`: encounters
        planted that stand (were not refunded; of a look-alike, in which nobody cheats besides),
        those hit by a signal of the violation, their share, and the median over the actors of
        the largest z, in the suspicious direction, among the violation's features; null for who
        has no profile. Sorted by violation and plot.

    Raises:
        InputError: when `truth` is not the truth of a simulated city.
    """
    if not (truth / "schemes.csv").exists():
        raise InputError(f"{truth}: holds no schemes.csv; name the truth/ of a simulated city")
    schemes = pl.read_csv(truth / "schemes.csv", infer_schema_length=None)
    actors = schemes.filter(pl.col("role") == "actor")
    found = _found(store, truth, actors)
    standing = _standing(store, month, actors)
    return (
        actors.group_by(_PLOT)
        .agg(pl.col("intensity").mean(), schemes=pl.len().cast(pl.Int64))
        .join(found, on=_PLOT, how="left")
        .join(standing, on=_PLOT, how="left")
        .sort(_PLOT)
    )


def planted(truth: Path) -> pl.DataFrame:
    """The encounters of every scheme, added or changed: `scheme_id, mdtrt_id`."""
    rows = [pl.read_parquet(truth / f"{name}.parquet") for name in ("claims", "edits")]
    return (
        pl.concat(frame.select("scheme_id", "mdtrt_id") for frame in rows).unique().sort(pl.all())
    )


def _found(store: Store, truth: Path, actors: pl.DataFrame) -> pl.DataFrame:
    """Of each plot: encounters planted, and hit by a signal that points to its violation."""
    points = pl.DataFrame(
        [(s.name, v) for s in SIGNALS for v in (s.violation, *s.also)],
        schema=["signal", "violation"],
        orient="row",
    )
    hit = (
        store.scan(HITS)
        .select("signal", "mdtrt_id")
        .collect()
        .join(points, on="signal")
        .select("violation", "mdtrt_id", hit=pl.lit(value=True))
        .unique()
    )
    net = pl.col("medfee_sumamt").sum()
    paid = store.scan("lake/setl").filter(pl.col("vali_flag").ne_missing("0"))
    standing = paid.group_by("mdtrt_id").agg(net).filter(pl.col("medfee_sumamt") > 0).collect()
    doings = planted(truth).join(actors.select("scheme_id", *_PLOT), on="scheme_id")
    cheated = pl.col("mdtrt_id").is_in(doings.filter(~pl.col("innocent"))["mdtrt_id"].implode())
    return (
        doings.filter(~pl.col("innocent") | ~cheated)
        .join(standing, on="mdtrt_id", how="semi")
        .join(hit, on=["violation", "mdtrt_id"], how="left")
        .group_by(_PLOT)
        .agg(planted=pl.len().cast(pl.Int64), hit=pl.col("hit").sum().cast(pl.Int64))
        .with_columns(recall=pl.col("hit") / pl.col("planted"))
    )


def _standing(store: Store, month: str, actors: pl.DataFrame) -> pl.DataFrame:
    """Of each plot: how far its median actor stands from the peers, in the worst feature."""
    levels = [_directed(store, level, month) for level in PROFILE_LEVELS]
    return (
        actors.join(pl.concat(levels), on=["entity_id", "violation"], how="left")
        .group_by(_PLOT)
        .agg(z=pl.col("z").median())
    )


def _directed(store: Store, level: str, month: str) -> pl.DataFrame:
    """`entity_id, violation, z`: the largest directed z of the violation's features."""
    path = store.partition(f"profiles/{level}", month)
    if not path.exists():
        return pl.DataFrame(
            schema={"entity_id": pl.String, "violation": pl.String, "z": pl.Float64}
        )
    table = pl.read_parquet(path, glob=False)
    return (
        table.select("entity_id", **dict(_suspicions(level, table.columns)))
        .unpivot(index="entity_id", variable_name="violation", value_name="z")
        .drop_nulls("z")
    )


def _suspicions(level: str, columns: list[str]) -> Iterator[tuple[str, pl.Expr]]:
    of_violation: dict[str, list[pl.Expr]] = {}
    for feature in CATALOGUE:
        z = pl.col(f"{feature.name}_z")
        if level not in feature.levels or f"{feature.name}_z" not in columns:
            continue
        directed = z * _SIDE[feature.direction] if feature.direction in _SIDE else z.abs()
        for violation in feature.violations:
            of_violation.setdefault(violation, []).append(directed)
    for violation, all_directed in of_violation.items():
        yield violation, pl.max_horizontal(all_directed)
