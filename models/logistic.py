"""Logistic regression for few outcomes: no weight is negative, and each is drawn to a prior."""

import numpy as np

from models.description import Floats
from models.one_thread import on_one_thread

_EXACT = {"maxiter": 10_000, "maxfun": 100_000, "ftol": 1e-14, "gtol": 1e-9}
"""Stop only where nothing moves any more: equal rows give equal weights."""


@on_one_thread
def fit(
    inputs: Floats,
    y: Floats,
    *,
    weight: Floats | None = None,
    prior: Floats | None = None,
    spread: float | Floats = 1.0,
) -> tuple[Floats, float]:
    """The likeliest weights and constant of log-odds = inputs @ weights + constant.

    Before any outcome a weight is believed to be about its `prior`, `spread` either way (the
    standard deviation of a normal distribution cut off at 0); outcomes move it from there. The
    constant is free. Costs rows times columns in each of some dozens of steps.

    Args:
        inputs: one row per outcome, one column per weight, on scales that can be compared.
        y: 1 confirmed, 0 cleared; both must occur.
        weight: how much each row counts; None counts each once.
        prior: what each weight is believed to be; None believes in 0.
        spread: how sure that is, of all weights or of each.
    """
    from scipy.optimize import minimize
    from scipy.special import expit

    counts = np.ones(len(y)) if weight is None else weight
    believed = np.zeros(inputs.shape[1]) if prior is None else prior

    def loss(point: Floats) -> tuple[float, Floats]:
        const, weights = point[0], point[1:]
        log_odds = inputs @ weights + const
        miss = counts * (expit(log_odds) - y)
        away = (weights - believed) / spread
        value = (counts * (np.logaddexp(0.0, log_odds) - y * log_odds)).sum()
        slope = np.concatenate([[miss.sum()], inputs.T @ miss + away / spread])
        return float(value + 0.5 * away @ away), slope

    bounds = [(None, None)] + [(0.0, None)] * inputs.shape[1]
    start = np.concatenate([[0.0], believed])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=_EXACT)
    return found.x[1:], float(found.x[0])
