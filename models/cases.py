"""Who resembles the confirmed cases of the past: a scorecard and trees, each with a margin.

The scorecard asks what each piece of evidence was worth, the trees what several features say
together. A dozen outcomes teach the one, hundreds the other; how much each counts is learned
with the score (`joint`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import polars as pl

from models import scorecard, tally, trees
from models.anomaly import AnomalyModel
from models.description import Description, Floats, widened
from models.scorecard import Scorecard
from models.trees import TreeParams, Trees

MARGINS = ("scorecard", "trees")
"""The margins of a case model, in order."""

ENOUGH_CONFIRMED = 8
"""Fewer confirmed entities teach a classifier nothing that can be checked."""


@dataclass(frozen=True)
class CaseModel:
    """What past cases teach, twice.

    Attributes:
        scorecard: what each piece of evidence was worth.
        trees: what features say together.
    """

    scorecard: Scorecard
    trees: Trees

    @property
    def columns(self) -> tuple[str, ...]:
        """The profile columns that either reads, sorted."""
        return tuple(sorted({*self.scorecard.columns, *self.trees.columns}))

    @property
    def features(self) -> tuple[str, ...]:
        """The features of the contributions, in order."""
        return self.trees.features

    def margins(self, profile: pl.DataFrame) -> Floats:
        """Raw log-odds of each row, one column per margin of `MARGINS`."""
        return np.column_stack([self.scorecard.margin(profile), self.trees.margin(profile)])

    def contributions(self, profile: pl.DataFrame) -> tuple[Floats, Floats]:
        """Exact contributions to each margin: the bases, and margins by rows by features."""
        base_card, card = self.scorecard.contributions(profile)
        base_trees, grown = self.trees.contributions(profile)
        wide = widened(card, self.scorecard.features, self.features)
        return np.array([base_card, base_trees]), np.stack([wide, grown])

    def card(self) -> dict[str, Any]:
        """All but the boosters; plain JSON values."""
        return {
            "scorecard": asdict(self.scorecard),
            "columns": self.trees.columns,
            "features": self.trees.features,
            "boosters": len(self.trees.boosters),
        }

    def texts(self, prefix: str) -> dict[str, bytes]:
        """A file per booster, `PREFIX_00.txt` and so on."""
        boosters = enumerate(self.trees.boosters)
        return {f"{prefix}_{bag:02}.txt": b.model_to_string().encode() for bag, b in boosters}


def restore(card: Mapping[str, Any], prefix: str, files: Mapping[str, bytes]) -> CaseModel:
    """A model from what `card` and `texts` gave.

    Raises:
        ValueError: when boosters are missing.
    """
    texts = [files[name].decode() for name in sorted(files) if name.startswith(f"{prefix}_")]
    if len(texts) != card["boosters"]:
        raise ValueError(
            f"not a whole model: {len(texts)} of {card['boosters']} boosters of {prefix}"
        )
    grown = trees.restore(texts, card["columns"], card["features"])
    return CaseModel(_scorecard(card["scorecard"]), grown)


def _scorecard(card: Mapping[str, Any]) -> Scorecard:
    tallied = tally.restore(card["tally"])
    return Scorecard(tuple(card["features"]), tuple(card["directions"]), tallied, card["base"])


def refusal(rows: pl.DataFrame) -> str | None:
    """Why the outcomes at hand cannot teach a case model, or None when they can.

    Args:
        rows: training rows with `entity_id` and `outcome`.
    """
    counts = {
        outcome: rows.filter(pl.col("outcome") == outcome).get_column("entity_id").n_unique()
        for outcome in ("confirmed", "cleared")
    }
    if counts["confirmed"] < ENOUGH_CONFIRMED:
        return f"{counts['confirmed']} confirmed entities known, {ENOUGH_CONFIRMED} are needed"
    if counts["cleared"] == 0:
        return "no cleared entity known: nothing to tell confirmed cases from"
    return None


def fit(
    rows: pl.DataFrame,
    descriptions: Sequence[Description],
    anomaly: AnomalyModel,
    params: TreeParams,
    *,
    bags: int,
    seed: int,
) -> CaseModel:
    """Fit both to rows with `entity_id`, `month`, `y`, `weight` and the profile columns.

    The order of rows does not matter; equal rows and seed give an equal model. Only the trees
    depend on the seed.

    Args:
        rows: outcomes and profiles.
        descriptions: the features.
        anomaly: measures the evidence that the scorecard weighs.
        params: how the trees are grown.
        bags: boosting runs that are averaged.
        seed: of the trees.

    Raises:
        ValueError: when `y` does not hold both classes.
    """
    rows = rows.sort("entity_id", "month")
    grown = trees.fit(rows, descriptions, params, bags=bags, seed=seed)
    return CaseModel(scorecard.fit(rows, anomaly), grown)
