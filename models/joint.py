"""One score out of two: how unusual, and how much like past cases."""

from dataclasses import dataclass

import numpy as np

from models.description import Floats

STRENGTH = 1.0
"""Inverse L2 penalty on standardised inputs; keeps separated classes from infinite weights."""


@dataclass(frozen=True)
class Joint:
    """score = w_anomaly * anomaly + w_case * margin + const, exactly.

    Attributes:
        w_anomaly: weight of the anomaly, never negative.
        w_case: weight of the case margin, never negative.
        const: what is added to all.
        calibrated: whether the score is log-odds of being confirmed *when inspected*. Only then
            is there a probability.
    """

    w_anomaly: float = 1.0
    w_case: float = 0.0
    const: float = 0.0
    calibrated: bool = False

    def score(self, anomaly: Floats, margin: Floats | None) -> Floats:
        """The score of each row; `margin` is None without a case model."""
        case = np.zeros_like(anomaly) if margin is None else margin
        return self.w_anomaly * anomaly + self.w_case * case + self.const

    def probability(self, score: Floats) -> Floats | None:
        """sigmoid(score), or None when the score was never calibrated."""
        return 1.0 / (1.0 + np.exp(-score)) if self.calibrated else None


ALONE = Joint()
"""Without outcomes to learn from, the score is the anomaly and no probability is claimed."""


def learn(anomaly: Floats, margin: Floats, y: Floats) -> Joint:
    """Learn the weights by logistic regression on out-of-fold values.

    An input that would get a negative weight is left out: being more unusual, or more like past
    cases, must never lower a score. When neither helps, the score stays `ALONE`.

    Args:
        anomaly: anomaly of each judged row.
        margin: out-of-fold case margin of each.
        y: 1 confirmed, 0 cleared.
    """
    if len(np.unique(y)) < 2:  # noqa: PLR2004  # confirmed and cleared
        return ALONE
    inputs = np.column_stack([anomaly, margin])
    for used in ([0, 1], [1], [0]):
        weights, const = _regress(inputs[:, used], y)
        if (weights > 0).all():
            full = dict(zip(used, weights.tolist(), strict=True))
            return Joint(full.get(0, 0.0), full.get(1, 0.0), const, calibrated=True)
    return ALONE


def _regress(inputs: Floats, y: Floats) -> tuple[Floats, float]:
    """Weights and constant on the scale of the inputs."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = inputs.mean(axis=0), inputs.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    model = LogisticRegression(C=STRENGTH, tol=1e-8, max_iter=1000)
    model.fit((inputs - mean) / spread, y)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)
