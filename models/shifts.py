"""Which numbers of which areas have moved between two months, with few false alarms.

Windows of two months overlap, so an entity resembles itself far more than its neighbour. Under no
drift it is chance alone which of its two values came first: the months of each entity are dealt
out anew, in all columns and areas together, and a distance counts as unusual when hardly any deal
has so unusual a distance anywhere. So all columns and areas together raise a false alarm no more
often than one test would.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from models.comparison import ALL
from models.description import Floats, matrix
from models.stability import population_stability

SHIFT: dict[str, type[pl.DataType]] = {
    "column": pl.String,
    "area": pl.String,
    "n_reference": pl.Int64,
    "n": pl.Int64,
    "missing_reference": pl.Float64,
    "missing": pl.Float64,
    "median_reference": pl.Float64,
    "median": pl.Float64,
    "stability": pl.Float64,
    "distance": pl.Float64,
    "moved": pl.Float64,
    "strength": pl.Float64,
    "p": pl.Float64,
}
"""Columns of shifts: a column in an area (`all`: everywhere), how many entities then and now, the
share of them without a value, the medians, the population stability index, the largest distance of
the distributions (Kolmogorov-Smirnov, 0..1, no value counting as less than any), the mean distance
moved (Wasserstein, in standard deviations of then; null without values), the distance in standard
deviations above what dealing gives, and the chance of so unusual a distance anywhere without
drift."""


@dataclass(frozen=True)
class Deals:
    """How chance is dealt out.

    Attributes:
        seed: of the deals.
        count: how many.
        least: areas with fewer entities in either month are left out.
    """

    seed: int = 0
    count: int = 300
    least: int = 20


def shifts(
    reference: pl.DataFrame, current: pl.DataFrame, columns: Sequence[str], deals: Deals
) -> pl.DataFrame:
    """How far columns have moved from one month to another, everywhere and in each area.

    Args:
        reference: `entity_id`, `area` and columns of the month compared with.
        current: the same of the month watched; columns that either lacks are left out.
        columns: which.
        deals: how chance is dealt out.

    Returns:
        The columns of `SHIFT`, the strongest first; none when there is nobody in either month.
    """
    if reference.is_empty() or current.is_empty():
        return pl.DataFrame(schema=SHIFT)
    both = [name for name in columns if name in reference.columns and name in current.columns]
    rows = _stacked(reference, current, both)
    signs = _dealt(rows, deals)
    found: list[dict[str, object]] = []
    dealt = []
    for area, part, own in _areas(rows, signs, deals.least):
        now = part.get_column("now").to_numpy()
        values = matrix(part, both)
        for place, name in enumerate(both):
            then_and_now = values[~now, place], values[now, place]
            distances = _distances(values[:, place], own)
            dealt.append(_standardised(distances))
            found.append({"column": name, "area": area, **_told(*then_and_now),
                          "distance": distances[0], "strength": _strength(distances)})  # fmt: skip
    p = _adjusted(np.array(dealt))
    table = pl.DataFrame(found, schema=SHIFT).with_columns(p=pl.Series(p, dtype=pl.Float64))
    return table.fill_nan(None).sort(
        "strength", "distance", "column", "area", descending=[True, True, False, False]
    )


def _stacked(
    reference: pl.DataFrame, current: pl.DataFrame, columns: Sequence[str]
) -> pl.DataFrame:
    """Both months, sorted by entity; an entity is where it is now."""
    wanted = ["entity_id", "area", *columns]
    frames = [
        frame.select(wanted).with_columns(
            pl.col(columns).cast(pl.Float64), now=pl.lit(value=is_now)
        )
        for frame, is_now in ((reference, False), (current, True))
    ]
    area = pl.col("area").last().over("entity_id", order_by="now")
    return pl.concat(frames).with_columns(area=area).sort("entity_id", "now")


def _dealt(rows: pl.DataFrame, deals: Deals) -> Floats:
    """+1 (now) or -1 (then) for each row, in the first deal as it was, shape (deals + 1, rows)."""
    entity = rows.get_column("entity_id").rle_id().to_numpy()
    rng = np.random.default_rng(deals.seed)
    kept = rng.choice([-1.0, 1.0], size=(deals.count + 1, int(entity[-1]) + 1))
    kept[0] = 1.0
    is_now = np.where(rows.get_column("now").to_numpy(), 1.0, -1.0)
    return np.asarray(kept[:, entity] * is_now, dtype=np.float64)


def _areas(
    rows: pl.DataFrame, signs: Floats, least: int
) -> Iterator[tuple[str, pl.DataFrame, Floats]]:
    """Everywhere, then each area that has enough entities in both months."""
    yield ALL, rows, signs
    area = rows.get_column("area")
    for name in area.drop_nulls().unique().sort():
        inside = (area == name).fill_null(value=False)
        part = rows.filter(inside)
        now = part.get_column("now").sum()
        if min(now, part.height - now) >= least:
            yield str(name), part, signs[:, inside.to_numpy()]


def _distances(values: Floats, signs: Floats) -> Floats:
    """The largest distance of the distributions now and then, of each deal."""
    known = np.where(np.isnan(values), -np.inf, values)
    order = np.argsort(known, kind="stable")
    ordered = known[order]
    last_of_tie = np.append(ordered[1:] != ordered[:-1], [True])
    # Of k rows with the sum s of signs, (k + s) / 2 are of now and (k - s) / 2 of then.
    sums = np.cumsum(signs[:, order], axis=1)
    rows = np.flatnonzero(last_of_tie) + 1.0
    sums, total, n = sums[:, last_of_tie], sums[:, -1:], len(values)
    now = (rows + sums) / np.maximum(n + total, 1.0)
    then = (rows - sums) / np.maximum(n - total, 1.0)
    return np.asarray(np.abs(now - then).max(axis=1), dtype=np.float64)


def _standardised(distances: Floats) -> Floats:
    """What every deal is above the mean of all, in standard deviations; 0 when nothing differs."""
    spread = distances.std()
    return (distances - distances.mean()) / spread if spread > 0 else np.zeros_like(distances)


def _strength(distances: Floats) -> float:
    """How far the months as they were stand above the deals of chance."""
    dealt = distances[1:]
    spread = float(dealt.std())
    return float(distances[0] - dealt.mean()) / spread if spread > 0 else 0.0


def _adjusted(standardised: Floats) -> Floats:
    """The share of deals whose most unusual distance anywhere is as unusual, itself included."""
    if not standardised.size:  # no column to look at
        return np.empty(0)
    furthest = np.sort(standardised[:, 1:].max(axis=0))
    reached = len(furthest) - np.searchsorted(furthest, standardised[:, 0], side="left")
    return np.asarray((reached + 1) / (len(furthest) + 1), dtype=np.float64)


def _told(then: Floats, now: Floats) -> dict[str, object]:
    known_then, known_now = then[~np.isnan(then)], now[~np.isnan(now)]
    return {
        "n_reference": len(then),
        "n": len(now),
        "missing_reference": float(np.isnan(then).mean()) if len(then) else None,
        "missing": float(np.isnan(now).mean()) if len(now) else None,
        "median_reference": float(np.median(known_then)) if len(known_then) else None,
        "median": float(np.median(known_now)) if len(known_now) else None,
        "stability": population_stability(then, now),
        "moved": _moved(known_then, known_now),
    }


def _moved(then: Floats, now: Floats) -> float | None:
    from scipy.stats import wasserstein_distance

    if not len(then) or not len(now) or not (spread := float(then.std())):
        return None
    return float(wasserstein_distance(then, now)) / spread
