"""How past outcomes are split so that a model is judged only on what it could not know."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal

import polars as pl

from models.labels import KEY

MOST_CUT_OFFS = 5
"""Cut-off months judged, spread over those that can be."""

FEWEST_TESTED = 20
"""Below this many dated test outcomes, time-forward figures are noise."""

FEWEST_CONFIRMED = 5
"""The same for confirmed outcomes, in training and in all tests together."""


@dataclass(frozen=True)
class Fold:
    """One split: train on `train`, judge on `test`; no entity is in both.

    Attributes:
        name: the cut-off month, or the number of the group.
        month: the cut-off month; None when entities, not time, are held out.
        train: `entity_id`, `month` of the training rows.
        test: `entity_id`, `month` of the test rows, one per entity.
    """

    name: str
    month: str | None
    train: pl.DataFrame
    test: pl.DataFrame


@dataclass(frozen=True)
class Split:
    """The folds, how they were made, and why that way."""

    kind: Literal["time_forward", "grouped"]
    why: str
    folds: tuple[Fold, ...]


def split(labelled: pl.DataFrame, *, seed: int, groups: int = 5) -> Split:
    """Split by time where dated outcomes allow it, else by entity.

    Args:
        labelled: what `labels.label` returns.
        seed: decides which entities share a group.
        groups: groups when entities are held out.
    """
    forward = time_forward(labelled)
    tested = _inspected(labelled).join(
        pl.concat([fold.test for fold in forward]) if forward else labelled.select(KEY).clear(),
        on=KEY,
        how="semi",
    )
    confirmed = tested.filter(pl.col("outcome") == "confirmed").height
    found = (
        f"{len(forward)} cut-off months, {tested.height} outcomes after them, {confirmed} confirmed"
    )
    if len(forward) > 1 and tested.height >= FEWEST_TESTED and confirmed >= FEWEST_CONFIRMED:
        return Split("time_forward", found, tuple(forward))
    why = f"too little to judge by time: {found}; entities are held out instead"
    return Split("grouped", why, tuple(grouped(labelled, groups=groups, seed=seed)))


def time_forward(labelled: pl.DataFrame) -> list[Fold]:
    """One fold per cut-off month: learn from what was known before it, judge by what came later.

    Training rows are snapshots up to the cut-off whose outcome was known before its first day;
    test rows are snapshots at the cut-off whose outcome became known on that day or later.
    Entities of the test are taken out of the training.
    """
    rows = _inspected(labelled)
    folds = [_forward(rows, month) for month in rows.get_column("month").unique().sort()]
    usable = [fold for fold in folds if fold is not None]
    step = max(1, -(-len(usable) // MOST_CUT_OFFS))
    return usable[::-1][::step][::-1]


def grouped(labelled: pl.DataFrame, *, groups: int, seed: int) -> list[Fold]:
    """Hold out a share of the entities at a time, confirmed ones spread evenly.

    Which group an entity falls into depends on the seed and the ids of its stratum alone. An
    entity is judged on its latest labelled snapshot. A group without which there is nothing to
    tell apart is not held out.
    """
    rows = _inspected(labelled)
    strata = rows.group_by("entity_id").agg((pl.col("outcome") == "confirmed").any().alias("hit"))
    place = pl.col("draw").rank("ordinal").over("hit").cast(pl.Int64)
    assigned = (
        strata.with_columns(_draw(seed))
        .with_columns((place % groups).alias("group"))
        .sort("entity_id")
    )
    rows = rows.join(assigned.select("entity_id", "group"), on="entity_id").sort(KEY)
    folds = [_held_out(rows, group) for group in range(groups)]
    return [fold for fold in folds if fold is not None]


def _inspected(labelled: pl.DataFrame) -> pl.DataFrame:
    return labelled.filter(pl.col("outcome").is_not_null()).sort(KEY)


def _forward(rows: pl.DataFrame, month: str) -> Fold | None:
    cut_off = dt.date.fromisoformat(f"{month}-01")
    test = rows.filter(pl.col("month") == month, pl.col("known") >= cut_off)
    train = rows.filter(pl.col("month") <= month, pl.col("known") < cut_off).join(
        test, on="entity_id", how="anti"
    )
    if not (_can_teach(train) and _both_outcomes(test)):
        return None
    return Fold(month, month, train.select(KEY).sort(KEY), test.select(KEY).sort(KEY))


def _can_teach(rows: pl.DataFrame) -> bool:
    confirmed = rows.filter(pl.col("outcome") == "confirmed").get_column("entity_id").n_unique()
    return confirmed >= FEWEST_CONFIRMED and _both_outcomes(rows)


def _both_outcomes(rows: pl.DataFrame) -> bool:
    return rows.get_column("outcome").n_unique() > 1


def _held_out(rows: pl.DataFrame, group: int) -> Fold | None:
    inside = pl.col("group") == group
    train = rows.filter(~inside)
    test = rows.filter(inside).unique("entity_id", keep="last", maintain_order=True)
    if test.is_empty() or not _both_outcomes(train):
        return None
    return Fold(str(group), None, train.select(KEY), test.select(KEY))


def _draw(seed: int) -> pl.Expr:
    key = str(seed).encode()

    def digest(entity_id: str) -> str:
        return hashlib.blake2b(entity_id.encode(), key=key, digest_size=16).hexdigest()

    return pl.col("entity_id").map_elements(digest, return_dtype=pl.String).alias("draw")
