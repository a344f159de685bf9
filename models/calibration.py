"""Whether a probability keeps its word: of those told 30 %, were three in ten confirmed?

Asked only of entities that the model had not seen (`judging.judged`): on what it learned from
every model keeps its word. And only of inspected ones: what it says is the chance of being
confirmed *when inspected*, as inspections were chosen so far.
"""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from models.joint import Joint
from models.labels import KEY

BANDS = 5
"""Bands of a reliability table at most."""

FEWEST_IN_BAND = 8
"""Entities in a band at least, where there are so many: fewer say nothing of a share."""

SURE = 1.96
"""Standard deviations of a 95 % interval."""

RELIABILITY: dict[str, type[pl.DataType]] = {
    "band": pl.Int64,
    "n": pl.Int64,
    "confirmed": pl.Int64,
    "told": pl.Float64,
    "found": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
"""Columns of a reliability table, in order."""


@dataclass(frozen=True)
class Calibration:
    """How well probabilities agree with what was found.

    Attributes:
        n: entities judged.
        brier: mean squared distance of probability and outcome; 0 is best.
        blind: the same of one chance for all, the share that was confirmed in the end.
        doubt: standard error of the difference of the two, entity by entity.
        table: `RELIABILITY`, a row per band of probability: mean told, share found, and the
            bounds (95 %, Wilson) between which the true share may lie.
    """

    n: int
    brier: float
    blind: float
    doubt: float
    table: pl.DataFrame

    @property
    def refusal(self) -> str | None:
        """Why no probability may be told, or None when it says more than one chance for all.

        More than its standard error: where nothing is known, every second would seem better.
        """
        if self.brier + self.doubt < self.blind:
            return None
        return (
            f"judged by outcomes it had not seen, it is not clearly better (Brier {self.brier:.3f}"
            f" ± {self.doubt:.3f}) than one chance for all ({self.blind:.3f})"
        )

    @property
    def borne_out(self) -> tuple[float, float]:
        """The lower bound of the lowest band, and the upper bound of the highest."""
        low, high = self.table.item(0, "low"), self.table.item(-1, "high")
        return min(low, high), max(low, high)

    def facts(self) -> dict[str, Any]:
        """JSON values to be remembered with a model."""
        return {
            "n": self.n,
            "brier": self.brier,
            "blind": self.blind,
            "doubt": self.doubt,
            "reliability": self.table.to_dicts(),
        }


def calibration(judged: pl.DataFrame) -> Calibration | None:
    """Judge probabilities by outcomes that had no part in them.

    Args:
        judged: `entity_id`, `month`, `y`, and `probability` from a model that had seen neither
            the entity nor its outcome; rows without one are left out, of an entity the latest
            is taken.

    Returns:
        None when no entity has a probability.
    """
    rows = _latest(judged)
    if rows.is_empty():
        return None
    y = rows.get_column("y").to_numpy().astype(np.float64)
    told = rows.get_column("probability").to_numpy()
    missed, unknowing = (told - y) ** 2, (y.mean() - y) ** 2
    doubt = float(np.std(missed - unknowing) / np.sqrt(len(y)))
    means = float(missed.mean()), float(unknowing.mean())
    return Calibration(len(y), *means, doubt, reliability(rows))


def trusted(weights: Joint, kept: Calibration | None) -> tuple[Joint, dict[str, Any]]:
    """The weights, without a probability where that says nothing; and what is to be told of it.

    A probability is told no further than outcomes bear it out: the formula goes on to 99.9 % where
    the highest band judged has eight entities and five of them confirmed. So none is told above
    the upper bound of the highest band, nor below the lower bound of the lowest. The score stays
    as it is.

    Args:
        weights: as learned.
        kept: how their probabilities agree with outcomes they had not seen.

    Returns:
        Weights, and facts: `calibration` where there is one, `no_probability` with the reason.
    """
    told = {} if kept is None else {"calibration": kept.facts()}
    if refusal := _refusal(weights, kept):
        return replace(weights, calibrated=False), {**told, "no_probability": refusal}
    least, most = (0.0, 1.0) if kept is None else kept.borne_out
    return replace(weights, least=least, most=most), told


def _refusal(weights: Joint, kept: Calibration | None) -> str | None:
    if not weights.calibrated:
        return "outcomes held out do not rise with it"
    return "no outcome is left to judge it by" if kept is None else kept.refusal


def reliability(rows: pl.DataFrame) -> pl.DataFrame:
    """Bands of equal number by probability; equal probabilities share a band.

    Args:
        rows: `y` and `probability`, one row per entity.
    """
    bands = max(1, min(BANDS, rows.height // FEWEST_IN_BAND))
    place = pl.col("probability").rank("min") - 1
    found = (
        rows.with_columns(band=(place * bands / pl.len()).floor().cast(pl.Int64))
        .sort("probability", *KEY)
        .group_by("band", maintain_order=True)
        .agg(
            n=pl.len().cast(pl.Int64),
            confirmed=pl.col("y").sum().cast(pl.Int64),
            told=pl.col("probability").mean(),
            found=pl.col("y").mean(),
        )
        .sort("band")
    )
    bounds = [wilson(n, k) for n, k in found.select("n", "confirmed").iter_rows()]
    return found.with_columns(
        pl.Series("band", range(1, found.height + 1), pl.Int64),
        pl.Series("low", [low for low, _ in bounds], pl.Float64),
        pl.Series("high", [high for _, high in bounds], pl.Float64),
    ).select(*RELIABILITY)


def wilson(n: int, confirmed: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927); it holds for few and for none, too."""
    share, room = confirmed / n, SURE**2 / n
    middle = share + room / 2
    half = SURE * math.sqrt(share * (1 - share) / n + room / (4 * n))
    return max(0.0, (middle - half) / (1 + room)), min(1.0, (middle + half) / (1 + room))


def _latest(judged: pl.DataFrame) -> pl.DataFrame:
    if "probability" not in judged:
        return judged.clear()
    told = judged.filter(pl.col("probability").is_not_null()).sort(KEY)
    return told.unique("entity_id", keep="last", maintain_order=True)
