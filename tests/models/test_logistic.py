import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from models.description import Floats
from models.logistic import fit


def drawn(weights: list[float], n: int = 300) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(3)
    inputs = rng.normal(size=(n, len(weights)))
    chance = 1 / (1 + np.exp(1 - inputs @ np.array(weights)))
    return inputs, (rng.random(n) < chance).astype(float)


@pytest.mark.parametrize("spread", [0.25, 1.0, 10.0])
def test_where_no_weight_is_negative_it_is_ridge_regression(spread: float) -> None:
    inputs, y = drawn([1.0, 0.5, 2.0])
    counts = np.linspace(0.2, 2.0, len(y))
    oracle = LogisticRegression(C=spread**2, tol=1e-10, max_iter=10_000)
    oracle.fit(inputs, y, sample_weight=counts)
    weights, const = fit(inputs, y, weight=counts, spread=spread)
    assert weights == pytest.approx(oracle.coef_[0], abs=1e-5)
    assert const == pytest.approx(oracle.intercept_[0], abs=1e-5)


def test_what_speaks_the_other_way_weighs_nothing() -> None:
    inputs, y = drawn([1.0, -1.0])
    weights, _ = fit(inputs, y)
    assert weights[0] > 0.5
    assert weights[1] == 0


def test_few_outcomes_stay_near_the_prior_and_many_leave_it() -> None:
    def weight(n: int) -> float:
        inputs, y = drawn([0.2], n)
        return float(fit(inputs, y, prior=np.array([2.0]), spread=0.1)[0][0])

    assert weight(10) > 1.5
    assert weight(50_000) == pytest.approx(0.2, abs=0.05)


@given(order=st.permutations(range(60)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    inputs, y = drawn([1.0, 0.0, 0.3], 60)
    weights, const = fit(inputs, y)
    again, constant = fit(inputs[order], y[order])
    assert again == pytest.approx(weights, abs=1e-6)
    assert constant == pytest.approx(const, abs=1e-6)
