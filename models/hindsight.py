"""Lists of past months held against what became known after them.

Most of a list was never inspected and has no outcome, and who was inspected is no random sample.
So what is seen stands between bounds, and beside it what recorded inclusion probabilities make of
it. Every figure is an expectation over the order of equal scores; the random list is the one on
which all are equal.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from models import resampling
from models.comparison import ALL, SIZE, by_month, chance
from models.description import Floats
from models.differences import Draws
from models.folds import FEWEST_CONFIRMED
from models.labels import KEY
from models.one_thread import on_one_thread

MODEL, RULES, RANDOM, LAST = "model", "rules", "random", "last"
RANKINGS = (MODEL, SIZE, RULES, LAST, RANDOM)
"""What is looked back at: the model; what the fund paid; named rules crossed; the model's list of
the month before; a random list."""

SEEN = pl.Schema(
    {
        "entity_id": pl.String,
        "month": pl.String,
        "places": pl.Int64,
        "y": pl.Int64,
        "known_after": pl.Int64,
        "amount_fen": pl.Int64,
        "novel": pl.Boolean,
        "inclusion_probability": pl.Float64,
        **dict.fromkeys(RANKINGS, pl.Float64),
    }
)
"""Everybody who could have been listed in a month: the places of the list, whether a violation was
confirmed (1) or none found (0) later, null for who was not inspected; after how many months that
was known; the amount found, whether it was a violation nobody had been confirmed for before, the
recorded chance of the inspection, and the rankings (null: ranks last)."""

FIGURES: dict[str, type[pl.DataType]] = {
    "month": pl.String,
    "ranking": pl.String,
    "months": pl.Int64,
    "eligible": pl.Int64,
    "places": pl.Float64,
    "inspected": pl.Float64,
    "found": pl.Float64,
    "precision_least": pl.Float64,
    "precision_inspected": pl.Float64,
    "precision_most": pl.Float64,
    "precision_weighted": pl.Float64,
    "weighted": pl.Int64,
    "recall": pl.Float64,
    "times_random": pl.Float64,
    "times_size": pl.Float64,
    "entities_found": pl.Float64,
    "amount_fen": pl.Float64,
    "new_share": pl.Float64,
}
"""Columns of `figures`. Precision: `least` if all others of the list were clean, `inspected` if
they were like those inspected, `most` if all were guilty; `weighted` by the inverse of recorded
inclusion probabilities, from `weighted` outcomes. `recall`: found, of all that became known;
`times_random`, `times_size`: found over what those lists of the same months found;
`entities_found`, `amount_fen`: an entity once, in however many months it was listed."""

AHEAD: dict[str, type[pl.DataType]] = {
    "ranking": pl.String,
    "months": pl.Int64,
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
"""Columns of `ahead`: confirmed per place of the model less those of another ranking."""


def figures(seen: pl.DataFrame) -> pl.DataFrame:
    """What each list found, per month and in all months together.

    Args:
        seen: the columns of `SEEN`.

    Returns:
        The columns of `FIGURES`, sorted by month (`all` last) and ranking in the order of
        `RANKINGS`; what does not exist is null.
    """
    listed = _beside_others(with_chances(seen))
    overall = listed.with_columns(of=pl.col("month"), month=pl.lit(ALL))
    rows = [*_figures(listed.with_columns(of=pl.col("month"))), *_figures(overall)]
    order = {name: place for place, name in enumerate(RANKINGS)}
    return (
        pl.DataFrame(rows, schema=FIGURES)
        .fill_nan(None)
        .sort("month", pl.col("ranking").replace_strict(order, return_dtype=pl.Int64))
    )


@on_one_thread
def ahead(seen: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """By how much the model's lists are ahead of the others, with intervals by entity.

    The lists stand; the inspected entities are drawn, each with all its months. Months in which a
    ranking has no list are left out for the model, too. With fewer than `folds.FEWEST_CONFIRMED`
    confirmed entities there is no interval.
    """
    listed = with_chances(seen)
    rows = [row for name in RANKINGS[1:] for row in _ahead(listed, name, draws)]
    return pl.DataFrame(rows, schema=AHEAD, orient="row")


def by_delay(seen: pl.DataFrame) -> pl.DataFrame:
    """`months_after, inspected, found`: what was known so many months after the model's lists."""
    model = with_chances(seen).filter(pl.col("ranking") == MODEL, pl.col("y").is_not_null())
    return (
        model.sort("known_after", *KEY)
        .group_by(months_after="known_after", maintain_order=True)
        .agg(inspected=pl.col("chance").sum(), found=_found().sum())
        .with_columns(pl.col("inspected", "found").cum_sum())
    )


def with_chances(seen: pl.DataFrame) -> pl.DataFrame:
    """A row per entity, month and ranking with its `chance` to be on that list, sorted."""
    parts = [
        rows.drop(RANKINGS).with_columns(
            ranking=pl.lit(name), chance=pl.Series(_chance(rows, name), dtype=pl.Float64)
        )
        for _, rows in by_month(seen)
        for name in RANKINGS
        if rows.get_column(name).count()
    ]
    empty = seen.drop(RANKINGS).clear()
    columns = {"ranking": pl.lit("", pl.String), "chance": pl.lit(0.0)}
    return pl.concat(parts) if parts else empty.with_columns(**columns)


def _chance(rows: pl.DataFrame, name: str) -> Floats:
    known = rows.get_column(name)
    score = known.fill_null(float(known.min()) - 1.0).to_numpy()  # type: ignore[arg-type]
    return chance(score, min(1.0, rows.get_column("places")[0] / rows.height))


def _found() -> pl.Expr:
    return pl.col("chance") * pl.col("y").fill_null(0)


def _beside_others(listed: pl.DataFrame) -> pl.DataFrame:
    """Beside each row its chance on the random list and on that by size, where there are any."""
    for name in (RANDOM, SIZE):
        other = listed.filter(pl.col("ranking") == name).select(*KEY, pl.col("chance").alias(name))
        listed = listed.join(other, on=KEY, how="left", maintain_order="left")
    return listed


def _figures(listed: pl.DataFrame) -> Iterator[dict[str, object]]:
    """A row per month and ranking; `of` is the month in which somebody was listed."""
    for (month, ranking), rows in listed.group_by("month", "ranking", maintain_order=True):
        months = rows.get_column("of").n_unique()
        named = {"month": month, "ranking": ranking, "months": months, "eligible": rows.height}
        known = rows.filter(pl.col("y").is_not_null())
        yield {**named, **_rates(rows, known), **_weighted(known), **_once(known)}


def _rates(rows: pl.DataFrame, known: pl.DataFrame) -> dict[str, object]:
    places, inspected = _sum(rows, pl.col("chance")), _sum(known, pl.col("chance"))
    found = _sum(known, _found())
    new = _found() * pl.col("novel").cast(pl.Float64)
    return {
        "places": places,
        "inspected": inspected,
        "found": found,
        "precision_least": _ratio(found, places),
        "precision_inspected": _ratio(found, inspected),
        "precision_most": _ratio(found + places - inspected, places),
        "recall": _ratio(found, _sum(known, pl.col("y"))),
        "times_random": _ratio(found, _sum(known, pl.col(RANDOM) * pl.col("y"))),
        "times_size": _ratio(found, _sum(known, pl.col(SIZE) * pl.col("y"))),
        "new_share": _ratio(_sum(known, new), found),
    }


def _weighted(known: pl.DataFrame) -> dict[str, object]:
    """Precision from outcomes whose chance to be looked for is known, and how many those are."""
    recorded = known.filter(pl.col("inclusion_probability") > 0, pl.col("chance") > 0)
    weight = pl.col("chance") / pl.col("inclusion_probability")
    confirmed = _sum(recorded, weight * pl.col("y"))
    return {
        "precision_weighted": _ratio(confirmed, _sum(recorded, weight)),
        "weighted": recorded.height,
    }


def _once(known: pl.DataFrame) -> dict[str, object]:
    """Entities and amounts found, whoever was listed in several months once."""
    ever = 1.0 - (1.0 - _found()).product()
    entities = (
        known.filter(pl.col("y") == 1)
        .sort("entity_id")
        .group_by("entity_id", maintain_order=True)
        .agg(ever=ever, amount=pl.col("amount_fen").max().fill_null(0))
    )
    return {
        "entities_found": _sum(entities, pl.col("ever")),
        "amount_fen": _sum(entities, pl.col("ever") * pl.col("amount")),
    }


def _ahead(listed: pl.DataFrame, name: str, draws: Draws) -> Iterator[tuple[object, ...]]:
    of = listed.filter(pl.col("ranking") == name)
    both = listed.filter(pl.col("ranking") == MODEL).join(of, on=KEY, suffix="_other").sort(KEY)
    known = both.filter(pl.col("y").is_not_null())
    if known.is_empty():
        return
    more = (pl.col("chance") - pl.col("chance_other")) * pl.col("y")
    gains = known.select(more).to_series().to_numpy() / _sum(both, pl.col("chance"))
    months = both.get_column("month").n_unique()
    yield name, months, float(gains.sum()), *_interval(known, gains, draws)


def _interval(known: pl.DataFrame, gains: Floats, draws: Draws) -> tuple[float | None, ...]:
    confirmed = known.filter(pl.col("y") == 1).get_column("entity_id").n_unique()
    if confirmed < FEWEST_CONFIRMED:
        return None, None
    drawn = resampling.drawn(known, draws=draws.count, seed=draws.seed) @ gains
    tail = (1 - draws.confidence) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return float(low), float(high)


def _sum(rows: pl.DataFrame, what: pl.Expr) -> float:
    return float(rows.select(what.sum()).item() or 0.0)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None
