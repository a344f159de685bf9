"""Who is unusual among the peers, in the direction of suspicion: an isolation forest.

The forest sees *directed* peer z: how far an entity stands on the suspicious side of its peers'
median, zero on the other side. Size and mix (`context`) are not shown to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from models.description import Description, Floats, matrix, z_column

CLIP = 10.0
"""Beyond ten robust deviations more is not more suspicious, only more extreme."""

MIDDLE_HALF = 0.6745
"""|z| of the quartiles: within it an entity is among the middle half of its peers."""

SUBSAMPLE = 256
"""Rows per tree: the classic choice; explanations of larger trees cost ten times as much."""


@dataclass(frozen=True)
class AnomalyModel:
    """An isolation forest on directed peer z.

    Attributes:
        forest: the fitted `sklearn.ensemble.IsolationForest`.
        features: names of the features it sees, in the order of its columns.
        directions: the suspicious side of each feature.
    """

    forest: Any
    features: tuple[str, ...]
    directions: tuple[str, ...]

    def anomaly(self, profile: pl.DataFrame) -> Floats:
        """How unusual each row is: 1 - (mean path length) / c(subsample).

        About 0 for an ordinary row, towards 1 for one that is isolated at once. It is affine in
        the mean path length, hence its TreeSHAP values are exact.
        """
        if profile.is_empty():
            return np.empty(0)
        scores = self.forest.score_samples(directed(profile, self.features, self.directions))
        return np.asarray(1.0 + np.log2(-scores), dtype=np.float64)

    def contributions(self, profile: pl.DataFrame) -> tuple[float, Floats]:
        """Exact TreeSHAP of `anomaly`: the base, and one column per feature.

        Positive raises the suspicion; base + the sum of a row = its anomaly. A row costs several
        milliseconds, so pass only the rows to be shown.
        """
        scale = average_path_length(self.forest.max_samples_)
        base = 1.0 - float(np.ravel(self._explainer.expected_value)[0]) / scale
        if profile.is_empty():
            return base, np.empty((0, len(self.features)))
        rows = directed(profile, self.features, self.directions)
        depth = np.asarray(self._explainer.shap_values(rows), dtype=np.float64)
        return base, -depth / scale

    @cached_property
    def _explainer(self) -> Any:  # noqa: ANN401  # shap is untyped
        from shap import TreeExplainer

        return TreeExplainer(self.forest)


def fit(
    profile: pl.DataFrame, descriptions: Sequence[Description], *, trees: int = 1000, seed: int = 0
) -> AnomalyModel:
    """Fit the forest to one month's scored entities; the order of rows does not matter.

    Features without a suspicious side, or without any spread on it, are left out. Fewer than
    about 1,000 trees make the top of the list depend on the seed (performance.md, section 3).

    Raises:
        ValueError: when fewer than two entities, or no feature with spread, are left.
    """
    from sklearn.ensemble import IsolationForest

    used = [d for d in descriptions if d.direction != "context"]
    rows = directed(profile.sort("entity_id"), [d.name for d in used], [d.direction for d in used])
    spread = np.ptp(rows, axis=0) > 0 if len(rows) else np.zeros(len(used), dtype=bool)
    if len(rows) < 2 or not spread.any():  # noqa: PLR2004  # one row cannot be unusual
        raise ValueError(
            f"no isolation forest: {len(rows)} entities with {int(spread.sum())} features "
            "that differ among them; at least 2 entities and 1 feature are needed"
        )
    forest = IsolationForest(
        n_estimators=trees, max_samples=min(SUBSAMPLE, len(rows)), random_state=seed, n_jobs=1
    ).fit(rows[:, spread])
    kept = [d for d, differs in zip(used, spread, strict=True) if differs]
    return AnomalyModel(forest, tuple(d.name for d in kept), tuple(d.direction for d in kept))


def directed(profile: pl.DataFrame, features: Sequence[str], directions: Sequence[str]) -> Floats:
    """Peer z turned to the suspicious side, within 0..`CLIP`.

    `high` is z, `low` is -z, `both` is |z| beyond the middle half of the peers: on every feature
    about half of the peers are at 0. A forest isolates what is rare; were 0 rare, the perfectly
    ordinary would look unusual. So becoming ordinary in a feature lowers the anomaly, except by
    chance and then by about a tenth of its standard deviation at most.

    Unknown (null) is 0, the peers' median: what is not known is never a signal. Values are
    rounded to float32, as the forest compares them, so that scores and explanations agree.
    """
    z = np.nan_to_num(matrix(profile, [z_column(name) for name in features]), nan=0.0)
    sign = np.array([-1.0 if direction == "low" else 1.0 for direction in directions])
    both = np.array([direction == "both" for direction in directions], dtype=bool)
    turned = np.where(both, np.abs(z) - MIDDLE_HALF, z * sign)
    return np.clip(turned, 0.0, CLIP).astype(np.float32).astype(np.float64)


def average_path_length(n: int) -> float:
    """c(n), the mean path length of an unsuccessful search among n points (Liu et al., 2008)."""
    if n <= 2:  # noqa: PLR2004  # the two cases that the approximation does not cover
        return float(n - 1)
    return float(2.0 * (np.log(n - 1.0) + np.euler_gamma) - 2.0 * (n - 1.0) / n)
