import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.description import Floats
from models.joint import ALONE, FEW, NOVELTY, Joint, learn, least_voice

number = st.floats(-50, 50)


def drawn(useful_anomaly: float, useful_margin: float, n: int = 400) -> tuple[Floats, ...]:
    """Anomaly and margin that carry as much of the outcome as asked."""
    rng = np.random.default_rng(5)
    y = (rng.random(n) < 0.3).astype(float)
    noise = rng.normal(size=(n, 2))
    return 0.2 * (noise[:, 0] + useful_anomaly * y), 3 * (noise[:, 1] + useful_margin * y), y


@given(w_anomaly=number, w_case=number, const=number, anomaly=number, margin=number)
def test_the_score_is_the_weighted_sum_exactly(
    w_anomaly: float, w_case: float, const: float, anomaly: float, margin: float
) -> None:
    score = Joint(w_anomaly, w_case, const).score(np.array([anomaly]), np.array([margin]))
    assert score[0] == w_anomaly * anomaly + w_case * margin + const


def test_alone_the_score_is_the_anomaly_and_no_probability_is_claimed() -> None:
    score = ALONE.score(np.array([0.3, -0.1]), None)
    assert score.tolist() == [0.3, -0.1]
    assert ALONE.probability(score) is None


def test_both_count_when_both_help_and_probabilities_are_calibrated() -> None:
    anomaly, margin, y = drawn(1.0, 1.0)
    joint = learn(anomaly, margin, y)
    assert joint.w_anomaly > 0
    assert joint.w_case > 0
    probability = joint.probability(joint.score(anomaly, margin))
    assert probability is not None
    assert probability.mean() == pytest.approx(y.mean(), abs=0.01)
    likely = probability > 0.5
    assert probability[likely].mean() == pytest.approx(y[likely].mean(), abs=0.08)


def test_what_would_lower_scores_is_left_out() -> None:
    assert learn(*drawn(1.0, -1.0)).w_case == 0
    assert learn(*drawn(-1.0, -1.0)) == ALONE


@pytest.mark.parametrize("n", [50, 400])
def test_the_anomaly_keeps_a_voice_whatever_past_cases_looked_like(n: int) -> None:
    anomaly, margin, y = drawn(-0.5, 1.0, n)
    joint = learn(anomaly, margin, y)
    voice = joint.w_anomaly * anomaly.std() / (joint.w_case * margin.std())
    assert voice == pytest.approx(least_voice(y.sum()))


def test_the_least_voice_falls_with_the_root_of_many_cases_and_never_ends() -> None:
    assert [least_voice(few) for few in (0, 8, FEW)] == [NOVELTY] * 3
    assert least_voice(100 * FEW) == pytest.approx(NOVELTY / 10)


def test_the_anomaly_weighs_more_where_past_cases_teach_little() -> None:
    anomaly, margin, y = drawn(2.0, 0.8)
    joint = learn(anomaly, margin, y)
    assert joint.w_anomaly * anomaly.std() > joint.w_case * margin.std() > 0


def test_cases_that_teach_next_to_nothing_hardly_move_the_ranking() -> None:
    anomaly, margin, y = drawn(2.0, 0.05)
    joint = learn(anomaly, margin, y)
    assert joint.w_anomaly * anomaly.std() > 5 * joint.w_case * margin.std()


def test_another_division_into_folds_moves_the_weights_little() -> None:
    anomaly, margin, y = drawn(0.8, 0.8, 200)
    rng = np.random.default_rng(1)
    divisions = [learn(anomaly, margin + rng.normal(size=200), y) for _ in range(10)]
    voices = [joint.w_anomaly / joint.w_case for joint in divisions]
    assert max(voices) < 1.5 * min(voices)


def test_separated_outcomes_keep_finite_weights() -> None:
    y = np.array([0.0] * 10 + [1.0] * 10)
    joint = learn(y, 100 * y, y)
    probability = joint.probability(joint.score(y, 100 * y))
    assert probability is not None
    assert 0.001 < probability.min() < probability.max() < 0.999


def test_one_class_or_constant_inputs_teach_nothing() -> None:
    ones = np.ones(5)
    assert learn(ones, ones, ones) == ALONE
    assert learn(ones, ones, np.array([0.0, 1, 0, 1, 0])) == ALONE
