"""One score out of three: how unusual, and how much like past cases by scorecard and by trees."""

import math
from dataclasses import dataclass

import numpy as np

from models import logistic
from models.description import Floats

NOVELTY = 0.25
"""The least weight of the anomaly beside what past cases say, both per standard deviation, while
cases are `FEW`. Cases cover what earlier inspections looked at; what nobody has found yet must
still be able to reach the list (domain standard C.4)."""

FEW = 20
"""Beyond so many confirmed rows the least weight falls with the root of their number, as does what
chance leaves open of the kinds they cover. It never becomes 0."""


MANY = 100
"""Of fewer confirmed rows chance alone makes the trees, or the anomaly, look better than the other
voices: what is believed of their weights before outcomes are asked is narrower then."""


@dataclass(frozen=True)
class Joint:
    """score = w_anomaly * anomaly + w_scorecard * scorecard + w_trees * trees + const, exactly.

    Attributes:
        w_anomaly: weight of the anomaly, never negative.
        w_scorecard: weight of the scorecard's margin, never negative.
        w_trees: weight of the trees' margin, never negative.
        const: what is added to all.
        calibrated: whether the score is log-odds of being confirmed *when inspected*. Only then
            is there a probability.
        least: no probability below is told, and
        most: none above, because no outcome bears it out (`calibration.trusted`).
    """

    w_anomaly: float = 1.0
    w_scorecard: float = 0.0
    w_trees: float = 0.0
    const: float = 0.0
    calibrated: bool = False
    least: float = 0.0
    most: float = 1.0

    @property
    def w_cases(self) -> Floats:
        """The weights of the margins of a case model (`cases.MARGINS`)."""
        return np.array([self.w_scorecard, self.w_trees])

    def case(self, margins: Floats) -> Floats:
        """What past cases add to the score of each row, from both margins."""
        return _weighed(margins, self.w_cases)

    def score(self, anomaly: Floats, margins: Floats | None) -> Floats:
        """The score of each row; `margins` is None without a case model."""
        case = np.zeros_like(anomaly) if margins is None else self.case(margins)
        return self.w_anomaly * anomaly + case + self.const

    def probability(self, score: Floats) -> Floats | None:
        """sigmoid(score) within `least` and `most`; None when the score was never calibrated."""
        if not self.calibrated:
            return None
        return np.clip(1.0 / (1.0 + np.exp(-score)), self.least, self.most)


ALONE = Joint()
"""Without outcomes to learn from, the score is the anomaly and no probability is claimed."""


def learn(anomaly: Floats, margins: Floats, y: Floats) -> Joint:
    """Learn the weights on out-of-fold values.

    One logistic regression says how much each voice weighs, and another makes log-odds of the
    sum. Being more unusual, or more like past cases, must never lower a score: a voice that would
    get a negative weight is left out, and the anomaly keeps at least `least_voice`. When nothing
    helps, the score stays `ALONE`.

    Args:
        anomaly: anomaly of each judged row.
        margins: out-of-fold margins of each, one column per margin of `cases.MARGINS`.
        y: 1 confirmed, 0 cleared.
    """
    if len(np.unique(y)) < 2:  # noqa: PLR2004  # confirmed and cleared
        return ALONE
    voices = np.column_stack([anomaly, margins])
    direction = _direction(voices, y) / _scale(voices)
    mixed = _weighed(voices, direction)[:, None]
    usual, spread = float(mixed.mean()), float(_scale(mixed)[0])
    (steepness,), const = logistic.fit((mixed - usual) / spread, y)
    strength = float(steepness) / spread
    if strength <= 0:
        return ALONE
    w_anomaly, w_scorecard, w_trees = (strength * direction).tolist()
    return Joint(w_anomaly, w_scorecard, w_trees, const - strength * usual, calibrated=True)


def least_voice(confirmed: float) -> float:
    """The least weight of the anomaly beside past cases, given how many are confirmed."""
    return NOVELTY * math.sqrt(min(1.0, FEW / max(confirmed, 1.0)))


def _direction(voices: Floats, y: Floats) -> Floats:
    """How much each voice weighs, per standard deviation.

    Before outcomes are asked, the scorecard is taken at its word, for its margin is log-odds; the
    trees and the anomaly have to earn their weight, the more so the fewer (`MANY`) are confirmed.
    """
    scale = _scale(voices)
    standard = (voices - voices.mean(axis=0)) / scale
    earned = min(1.0, float(y.sum()) / MANY)
    weights, _ = logistic.fit(
        standard,
        y,
        prior=np.array([0.0, scale[1], 0.0]),
        spread=np.array([earned, 1.0, earned]),
    )
    if not weights.any():
        return np.array([1.0, 0.0, 0.0])
    case = float(_weighed(standard[:, 1:], weights[1:]).std())
    return np.array([max(weights[0], least_voice(float(y.sum())) * case), *weights[1:]])


def _weighed(voices: Floats, weights: Floats) -> Floats:
    """The weighed sum of the voices of each row, no matrix product (decision 028)."""
    return np.asarray((voices * weights).sum(axis=1), dtype=np.float64)


def _scale(inputs: Floats) -> Floats:
    """Standard deviation of each input; 1 for one that never varies."""
    spread = inputs.std(axis=0)
    return np.where(spread > 0, spread, 1.0)
