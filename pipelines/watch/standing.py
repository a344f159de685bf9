"""What a level's figures rest on: peer groups that are large enough, probabilities that hold."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import polars as pl

from models.labels import label
from pipelines.watch.alert import WatchAlert
from pipelines.watch.limits import Calibration, Peers

PEER = pl.Schema(
    {
        "peer_group": pl.String,
        "reference": pl.Int64,
        "members": pl.Int64,
    }
)
"""Columns of `peers`: members of a peer group then and now, 0 where there is no such group."""

NOTHING_SAID: Mapping[str, Any] = MappingProxyType(
    {"n": 0, "confirmed": 0, "expected": None, "gap": None, "p": None}
)
"""A calibration without outcomes: how many were new and how many confirmed, how many of them the
probabilities said, the mean gap (said less found) and the chance of so large a gap if they hold."""


def peers(reference: pl.DataFrame, current: pl.DataFrame) -> pl.DataFrame:
    """The peer groups of two profiles, those that lost the largest share first."""
    sides = (
        profile.filter(pl.col("peer_group").is_not_null()).group_by("peer_group").len(name)
        for profile, name in ((reference, "reference"), (current, "members"))
    )
    then, now = sides
    return (
        then.join(now, on="peer_group", how="full", coalesce=True)
        .with_columns(pl.col("reference", "members").fill_null(0))
        .select(PEER.names())
        .cast(PEER)
        .sort(pl.col("members") / pl.col("reference"), "peer_group")
    )


def peer_alerts(found: pl.DataFrame, level: str, limits: Peers) -> Iterator[WatchAlert]:
    """One alert for all groups that have shrunk."""
    shrank = found.filter(
        pl.col("reference") >= limits.least,
        pl.col("members") < limits.shrank_to * pl.col("reference"),
    )
    if shrank.height:
        worst = shrank.row(0, named=True)
        yield WatchAlert(
            "peers_shrank", worst["peer_group"], level, numbers={**worst, "n": shrank.height}
        )


def calibration(
    scores: pl.DataFrame, cases: pl.DataFrame, *, since: dt.date, until: dt.date, window: int
) -> dict[str, Any]:
    """Probabilities of a month held against the outcomes that became known since.

    Args:
        scores: of the month compared with; whoever has no probability is left out.
        cases: outcomes at the level.
        since: the first day of outcomes that the model was not taught.
        until: the day before which they became known.
        window: months that a profile looks back.

    Returns:
        The keys of `NOTHING_SAID`.
    """
    said = scores.filter(pl.col("probability").is_not_null())
    new = cases.filter(pl.col("confirmed_date") >= since)
    known = label(said, new, as_of=until, window_months=window).filter(
        pl.col("outcome").is_not_null()
    )
    rows = known.join(said, on=["entity_id", "month"]).sort("entity_id")
    confirmed = int((rows.get_column("outcome") == "confirmed").sum())
    if rows.is_empty():
        return dict(NOTHING_SAID)
    chance = rows.get_column("probability").to_numpy()
    expected, variance = float(chance.sum()), float((chance * (1 - chance)).sum())
    away = abs(expected - confirmed) / math.sqrt(2 * variance) if variance > 0 else math.inf
    return {
        "n": rows.height,
        "confirmed": confirmed,
        "expected": expected,
        "gap": (expected - confirmed) / rows.height,
        "p": math.erfc(away),
    }


def calibration_alerts(
    found: dict[str, Any], level: str, limits: Calibration, chance: float
) -> Iterator[WatchAlert]:
    """An alert when enough new outcomes say that probabilities are off, and by how much."""
    enough = found["n"] >= limits.outcomes
    if enough and found["p"] <= chance and abs(found["gap"]) >= limits.least_gap:
        yield WatchAlert("calibration", level=level, numbers=found)
