"""One score out of two: how unusual, and how much like past cases."""

import math
from dataclasses import dataclass

import numpy as np

from models.description import Floats

STRENGTH = 1.0
"""Inverse L2 penalty on standardised inputs; keeps separated classes from infinite weights."""

NOVELTY = 0.25
"""The least weight of the anomaly beside the case margin, both per standard deviation, while cases
are `FEW`. Cases cover what earlier inspections looked at; what nobody has found yet must still be
able to reach the list (domain standard C.4)."""

FEW = 20
"""Beyond so many confirmed rows the least weight falls with the root of their number, as does what
chance leaves open of the kinds they cover. It never becomes 0."""


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
    """Learn the weights on out-of-fold values.

    Logistic regression of both says how much each weighs, and another makes log-odds of the sum.
    Being more unusual, or more like past cases, must never lower a score: a case margin that
    would get a negative weight is left out, and the anomaly keeps at least `least_voice`. When
    neither helps, the score stays `ALONE`.

    Args:
        anomaly: anomaly of each judged row.
        margin: out-of-fold case margin of each.
        y: 1 confirmed, 0 cleared.
    """
    if len(np.unique(y)) < 2:  # noqa: PLR2004  # confirmed and cleared
        return ALONE
    inputs = np.column_stack([anomaly, margin])
    direction = _direction(inputs, y)
    mixed = inputs @ (direction / _scale(inputs))
    (strength,), const = _regress(mixed[:, None], y)
    if strength <= 0:
        return ALONE
    w_anomaly, w_case = strength * direction / _scale(inputs)
    return Joint(float(w_anomaly), float(w_case), const, calibrated=True)


def least_voice(confirmed: float) -> float:
    """The least weight of the anomaly beside the case margin, given how many are confirmed."""
    return NOVELTY * math.sqrt(min(1.0, FEW / max(confirmed, 1.0)))


def _direction(inputs: Floats, y: Floats) -> Floats:
    """How much each weighs, per standard deviation."""
    unusual, alike = _regress(inputs, y)[0] * _scale(inputs)
    if alike <= 0:
        return np.array([1.0, 0.0])
    return np.array([max(unusual, least_voice(float(y.sum())) * alike), alike])


def _scale(inputs: Floats) -> Floats:
    """Standard deviation of each input; 1 for one that never varies."""
    spread = inputs.std(axis=0)
    return np.where(spread > 0, spread, 1.0)


def _regress(inputs: Floats, y: Floats) -> tuple[Floats, float]:
    """Weights and constant on the scale of the inputs."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = inputs.mean(axis=0), _scale(inputs)
    model = LogisticRegression(C=STRENGTH, tol=1e-8, max_iter=1000)
    model.fit((inputs - mean) / spread, y)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)
