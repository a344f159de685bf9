"""What is rare in combination: a scikit-learn isolation forest on directed peer z."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from models.description import Floats

SUBSAMPLE = 256
"""Rows per tree: the classic choice; explanations of larger trees cost ten times as much."""


@dataclass(frozen=True)
class Isolation:
    """A fitted forest.

    Attributes:
        forest: the `sklearn.ensemble.IsolationForest`.
    """

    forest: Any

    def unusual(self, rows: Floats) -> Floats:
        """1 - (mean path length) / c(subsample) of each row of directed z.

        About 0 for an ordinary row, towards 1 for one that is isolated at once. It is affine in
        the mean path length, hence its TreeSHAP values are exact.
        """
        return np.asarray(1.0 + np.log2(-self.forest.score_samples(rows)), dtype=np.float64)

    def contributions(self, rows: Floats) -> tuple[float, Floats]:
        """Exact TreeSHAP of `unusual`: the base, and one column per feature.

        A row costs several milliseconds, so pass only the rows to be shown.
        """
        scale = average_path_length(self.forest.max_samples_)
        base = 1.0 - float(np.ravel(self._explainer.expected_value)[0]) / scale
        if not len(rows):
            return base, np.empty(rows.shape)
        depth = np.asarray(self._explainer.shap_values(rows), dtype=np.float64)
        return base, -depth / scale

    @cached_property
    def _explainer(self) -> Any:  # noqa: ANN401  # shap is untyped
        from shap import TreeExplainer

        return TreeExplainer(self.forest)


def grow(rows: Floats, *, trees: int, seed: int) -> Isolation:
    """Grow a forest on rows of directed z, in the order given."""
    from sklearn.ensemble import IsolationForest

    return Isolation(
        IsolationForest(
            n_estimators=trees, max_samples=min(SUBSAMPLE, len(rows)), random_state=seed, n_jobs=1
        ).fit(rows)
    )


def average_path_length(n: int) -> float:
    """c(n), the mean path length of an unsuccessful search among n points (Liu et al., 2008)."""
    if n <= 2:  # noqa: PLR2004  # the two cases that the approximation does not cover
        return float(n - 1)
    return float(2.0 * (np.log(n - 1.0) + np.euler_gamma) - 2.0 * (n - 1.0) / n)
