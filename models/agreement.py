"""How two rankings of the same entities agree: their lists, who enters, who leaves, steadiness."""

from itertools import pairwise

import polars as pl

AGREEMENT: dict[str, type[pl.DataType]] = {
    "month": pl.String,
    "places": pl.Int64,
    "shared": pl.Int64,
    "overlap": pl.Float64,
    "rank_correlation": pl.Float64,
}
"""Columns of an agreement: places of a list, those on both, their share, Spearman over all."""

MOVED = pl.Schema(
    {
        "month": pl.String,
        "moved": pl.String,
        "entity_id": pl.String,
        "champion_rank": pl.Int64,
        "challenger_rank": pl.Int64,
    }
)
"""Columns of `moved`: `enters` or `leaves`, and the rank by either model."""

STEADINESS: dict[str, type[pl.DataType]] = {
    "ranking": pl.String,
    "month": pl.String,
    "before": pl.String,
    "kept": pl.Float64,
    "rank_correlation": pl.Float64,
}
"""Columns of `steadiness`: the share of a list that was on the list of the month before."""


def agreement(champion: pl.DataFrame, challenger: pl.DataFrame, places: int) -> pl.DataFrame:
    """How the lists of two models agree, month by month.

    Args:
        champion: `entity_id`, `month`, `score`, `rank` of all scored entities.
        challenger: the same by the other model.
        places: how many the list holds.

    Returns:
        The columns of `AGREEMENT`, sorted by month.
    """
    rows = []
    for month, both in _beside(champion, challenger):
        listed = both.filter(pl.min_horizontal("champion_rank", "challenger_rank") <= places)
        shared = listed.filter(pl.max_horizontal("champion_rank", "challenger_rank") <= places)
        held = min(places, both.height)
        rows.append((month, held, shared.height, shared.height / held, _correlation(both)))
    return pl.DataFrame(rows, schema=AGREEMENT, orient="row").fill_nan(None)


def moved(champion: pl.DataFrame, challenger: pl.DataFrame, places: int) -> pl.DataFrame:
    """Who would enter the list with the challenger, and who would leave it.

    Returns:
        The columns of `MOVED`, sorted by month, side and the rank that matters to it.
    """
    frames = [pl.DataFrame(schema=MOVED)]
    for month, both in _beside(champion, challenger):
        for side, new, old in (
            ("enters", "challenger_rank", "champion_rank"),
            ("leaves", "champion_rank", "challenger_rank"),
        ):
            changed = both.filter(pl.col(new) <= places, pl.col(old) > places).sort(new)
            told = changed.with_columns(month=pl.lit(month), moved=pl.lit(side))
            frames.append(told.select(MOVED.names()).cast(MOVED))
    return pl.concat(frames)


def steadiness(scores: pl.DataFrame, places: int, ranking: str) -> pl.DataFrame:
    """How much of a model's list stays from one month to the next of those given.

    Args:
        scores: `entity_id`, `month`, `score`, `rank` of several months.
        places: how many the list holds.
        ranking: the name of the model in the result.
    """
    months = scores.get_column("month").unique().sort().to_list()
    rows = []
    for before, month in pairwise(months):
        earlier, later = (scores.filter(pl.col("month") == each) for each in (before, month))
        (_, both), *_ = _beside(earlier.with_columns(month=pl.lit(month)), later)
        on_both = both.filter(pl.max_horizontal("champion_rank", "challenger_rank") <= places)
        held = min(places, later.get_column("rank").count())
        kept = on_both.height / held if held else None
        rows.append((ranking, month, before, kept, _correlation(both)))
    return pl.DataFrame(rows, schema=STEADINESS, orient="row").fill_nan(None)


def _beside(champion: pl.DataFrame, challenger: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """Each month's entities that both models scored, side by side."""
    names = ("score", "rank")
    first, second = (
        frame.filter(pl.col("score").is_not_null()).select(
            "entity_id", "month", *(pl.col(name).alias(f"{of}_{name}") for name in names)
        )
        for of, frame in (("champion", champion), ("challenger", challenger))
    )
    both = first.join(second, on=["entity_id", "month"]).sort("month", "entity_id")
    return [(str(month), rows) for (month,), rows in both.group_by("month", maintain_order=True)]


def _correlation(both: pl.DataFrame) -> float | None:
    found = both.select(pl.corr("champion_score", "challenger_score", method="spearman")).item()
    return None if found is None else float(found)
