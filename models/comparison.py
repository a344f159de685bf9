"""Two models judged on the same months: what each would have found, and whether that differs.

Each month is ranked on its own and the months are put together afterwards, because scores of two
months need not be on one scale. Everything is paired: the same entities, months and draws.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from models import metrics
from models.description import Floats
from models.labels import KEY

CHAMPION, CHALLENGER, SIZE = "champion", "challenger", "size"
RANKINGS = (CHALLENGER, CHAMPION, SIZE)
"""Columns of judged rows that rank; `size` is the ranking that a model has to beat."""

ALL = "all"
"""The month that stands for all months together."""

JUDGED: dict[str, type[pl.DataType]] = {
    "entity_id": pl.String,
    "month": pl.String,
    "y": pl.Int64,
    "amount_fen": pl.Int64,
    "novel": pl.Boolean,
    "visited": pl.Float64,
    "champion": pl.Float64,
    "challenger": pl.Float64,
    "size": pl.Float64,
    "champion_probability": pl.Float64,
    "challenger_probability": pl.Float64,
}
"""Columns of judged rows: who, when, whether confirmed (1) or cleared (0), the amount found,
whether it was a violation that nobody had been confirmed for before, the share of the month's
entities that can be visited, the rankings, and probabilities where a model claims any. Further
columns (`area`, `ownership` ...) say to which groups an entity belongs."""

FIGURES = pl.Schema(
    {
        "month": pl.String,
        "ranking": pl.String,
        "n": pl.Int64,
        "confirmed": pl.Int64,
        "visits": pl.Float64,
        "found": pl.Float64,
        "average_precision": pl.Float64,
        "precision": pl.Float64,
        "recall": pl.Float64,
        "lift": pl.Float64,
        "lift_over_size": pl.Float64,
        "lift_in_size_bands": pl.Float64,
        "amount_fen": pl.Float64,
        "new_share": pl.Float64,
        "calibration_error": pl.Float64,
    }
)
"""Columns of `figures`, in order; `lift` is over a random list, `new_share` the share of what was
found that nobody had been confirmed for before."""

_BINS = 10


@dataclass(frozen=True)
class SignTest:
    """Months in which one model was ahead of the other.

    Attributes:
        better: months with a larger average precision of the challenger.
        worse: months with a smaller one.
        p: chance of so uneven a split, or one more uneven, were both equally good; 1 without
            months that differ.
    """

    better: int
    worse: int

    @property
    def p(self) -> float:
        """Two-sided, exact; 0..1."""
        n = self.better + self.worse
        tail = sum(math.comb(n, k) for k in range(min(self.better, self.worse) + 1))
        return float(min(1.0, 2 * tail / 2**n))


def figures(judged: pl.DataFrame) -> pl.DataFrame:
    """What each ranking would have found, per month and in all months together.

    Args:
        judged: the columns of `JUDGED`, one row per entity and month.

    Returns:
        The columns of `FIGURES`, sorted by month (`all` last) and ranking. Over all months hits,
        visits and amounts are summed, average precision and the lift in size bands are means
        weighted by the confirmed rows; what does not exist is null.
    """
    rows = [
        _figures(month, ranking, part)
        for month, part in by_month(judged)
        for ranking in rankings(judged)
    ]
    monthly = pl.DataFrame(rows, schema=FIGURES).fill_nan(None)
    overall = [_overall(ranking, monthly, judged) for ranking in rankings(judged)]
    return pl.concat([_beside_size(monthly), _beside_size(pl.DataFrame(overall, schema=FIGURES))])


def sign_test(compared: pl.DataFrame) -> SignTest:
    """In how many months which model was ahead, by average precision, from `figures`."""
    monthly = compared.filter(pl.col("month") != ALL).select(
        "month", "ranking", "average_precision"
    )
    champion = monthly.filter(pl.col("ranking") == CHAMPION)
    both = monthly.filter(pl.col("ranking") == CHALLENGER).join(champion, on="month")
    ahead = both.get_column("average_precision") - both.get_column("average_precision_right")
    return SignTest(int((ahead > 0).sum()), int((ahead < 0).sum()))


def by_month(judged: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows of each month, sorted by key, the earliest first."""
    for month in judged.get_column("month").unique().sort():
        yield month, judged.filter(pl.col("month") == month).sort(KEY)


def rankings(judged: pl.DataFrame) -> list[str]:
    """Those of `RANKINGS` that judged rows have."""
    known = (name for name in RANKINGS if name in judged.columns)
    return [name for name in known if judged.get_column(name).null_count() < judged.height]


def floats(rows: pl.DataFrame, name: str) -> Floats:
    """A column as numbers; an unknown one ranks as 0."""
    values = rows.get_column(name).cast(pl.Float64).to_numpy()
    return np.nan_to_num(np.asarray(values, dtype=np.float64))


def chance(score: Floats, visited: float) -> Floats:
    """The chance of each row to be among the best `visited` share; ties at the edge share it."""
    left = visited * len(score)
    last = np.sort(score)[::-1][min(len(score), math.ceil(left)) - 1]
    above, tied = score > last, score == last
    return np.where(above, 1.0, np.where(tied, (left - above.sum()) / tied.sum(), 0.0))


def _figures(month: str, ranking: str, rows: pl.DataFrame) -> dict[str, object]:
    y, score = floats(rows, "y"), floats(rows, ranking)
    share = chance(score, visited_share(rows))
    found, visits = float((share * y).sum()), float(share.sum())
    return {
        "month": month,
        "ranking": ranking,
        "n": len(y),
        "confirmed": int(y.sum()),
        "visits": visits,
        "found": found,
        "average_precision": metrics.average_precision(y, score),
        **_rates(found, visits, float(y.sum()), len(y)),
        "lift_in_size_bands": _in_bands(rows, y, score, visits),
        "amount_fen": float((share * y * floats(rows, "amount_fen")).sum()),
        "new_share": float((share * y * floats(rows, "novel")).sum()) / found if found else None,
        "calibration_error": _calibration_error(rows, ranking),
    }


def _rates(found: float, visits: float, confirmed: float, n: float) -> dict[str, float | None]:
    return {
        "precision": found / visits if visits else None,
        "recall": found / confirmed if confirmed else None,
        "lift": found / visits / (confirmed / n) if visits and confirmed else None,
    }


def visited_share(rows: pl.DataFrame) -> float:
    """The share of a month's rows that can be visited; at least one row."""
    return max(float(rows.get_column("visited")[0]), 1 / rows.height)


def _in_bands(rows: pl.DataFrame, y: Floats, score: Floats, visits: float) -> float | None:
    if SIZE not in rows.columns:
        return None
    return metrics.lift_in_bands(y, score, floats(rows, SIZE), max(1, round(visits)))


def _calibration_error(rows: pl.DataFrame, ranking: str) -> float | None:
    """Mean gap between a bin's probability and its share of confirmed rows, by rows of the bin."""
    column = f"{ranking}_probability"
    if column not in rows.columns or rows.get_column(column).null_count():
        return None
    bins = (pl.col(column) * _BINS).floor().clip(0, _BINS - 1)
    gaps = rows.group_by(bin=bins).agg(pl.len(), gap=(pl.col(column) - pl.col("y")).mean().abs())
    # The order of groups is not fixed, and sums of floats depend on it.
    gaps = gaps.sort("bin")
    return float((gaps["gap"] * gaps["len"]).sum()) / rows.height if rows.height else None


def _overall(ranking: str, monthly: pl.DataFrame, judged: pl.DataFrame) -> dict[str, object]:
    rows = monthly.filter(pl.col("ranking") == ranking)
    sums = {
        name: float(rows.get_column(name).sum()) for name in ("n", "confirmed", "visits", "found")
    }
    expected = float((rows["visits"] * rows["confirmed"] / rows["n"]).sum())
    new = rows.select((pl.col("new_share") * pl.col("found")).sum()).item()
    return {
        "month": ALL,
        "ranking": ranking,
        **sums,
        "n": int(sums["n"]),
        "confirmed": int(sums["confirmed"]),
        "average_precision": _weighted(rows, "average_precision"),
        **_rates(sums["found"], sums["visits"], sums["confirmed"], sums["n"]),
        "lift": sums["found"] / expected if expected else None,
        "lift_in_size_bands": _weighted(rows, "lift_in_size_bands"),
        "amount_fen": rows.get_column("amount_fen").sum(),
        "new_share": new / sums["found"] if sums["found"] else None,
        "calibration_error": _calibration_error(judged, ranking),
    }


def _weighted(rows: pl.DataFrame, name: str) -> float | None:
    """The mean over months, weighted by their confirmed rows."""
    known = rows.filter(pl.col(name).is_not_null())
    weight = float(known.get_column("confirmed").sum())
    return float((known[name] * known["confirmed"]).sum()) / weight if weight else None


def _beside_size(rows: pl.DataFrame) -> pl.DataFrame:
    """What was found over what the same visits by size alone would have found."""
    size = rows.filter(pl.col("ranking") == SIZE).select("month", by_size="found")
    ratio = pl.col("found") / pl.col("by_size")
    known = pl.when(pl.col("by_size") > 0).then(ratio)
    joined = rows.join(size, on="month", how="left").with_columns(lift_over_size=known)
    return joined.select(FIGURES.names()).cast(FIGURES).sort("month", "ranking")
