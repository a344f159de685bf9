import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.description import Floats
from models.joint import ALONE, FEW, NOVELTY, Joint, learn, least_voice

number = st.floats(-50, 50)

Voices = tuple[Floats, Floats, Floats]


def drawn(anomaly: float, scorecard: float, trees: float, n: int = 400, seed: int = 5) -> Voices:
    """Anomaly, margins and outcomes; each voice carries as much of the outcome as asked."""
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < 0.3).astype(float)
    voices = rng.normal(size=(n, 3)) + np.outer(y, [anomaly, scorecard, trees])
    return 0.2 * voices[:, 0], voices[:, 1:] * [1.5, 0.1], y


def loudness(joint: Joint, anomaly: Floats, margins: Floats) -> list[float]:
    """What each voice moves the score, per standard deviation."""
    return [joint.w_anomaly * anomaly.std(), *(joint.w_cases * margins.std(axis=0))]


@given(weights=st.tuples(number, number, number, number), values=st.tuples(number, number, number))
def test_the_score_is_the_weighted_sum_exactly(
    weights: tuple[float, float, float, float], values: tuple[float, float, float]
) -> None:
    anomaly, *margins = values
    score = Joint(*weights).score(np.array([anomaly]), np.array([margins]))
    parts = [w * v for w, v in zip(weights, [*values, 1.0], strict=True)]
    assert score[0] == pytest.approx(sum(parts), abs=1e-9)


def test_alone_the_score_is_the_anomaly_and_no_probability_is_claimed() -> None:
    score = ALONE.score(np.array([0.3, -0.1]), None)
    assert score.tolist() == [0.3, -0.1]
    assert ALONE.probability(score) is None


def test_all_count_when_all_help_and_probabilities_are_calibrated() -> None:
    anomaly, margins, y = drawn(1.0, 1.0, 1.0)
    joint = learn(anomaly, margins, y)
    assert min(loudness(joint, anomaly, margins)) > 0
    probability = joint.probability(joint.score(anomaly, margins))
    assert probability is not None
    assert probability.mean() == pytest.approx(y.mean(), abs=0.01)
    likely = probability > 0.5
    assert probability[likely].mean() == pytest.approx(y[likely].mean(), abs=0.08)


def test_what_would_lower_scores_is_left_out() -> None:
    assert learn(*drawn(1.0, 1.0, -1.0)).w_trees == 0
    assert learn(*drawn(1.0, -1.0, 1.0)).w_scorecard == 0
    assert learn(*drawn(-1.0, -1.0, -1.0)) == ALONE


@pytest.mark.parametrize("n", [50, 400])
def test_the_anomaly_keeps_a_voice_whatever_past_cases_looked_like(n: int) -> None:
    anomaly, margins, y = drawn(-0.5, 1.0, 1.0, n)
    joint = learn(anomaly, margins, y)
    voice = joint.w_anomaly * anomaly.std() / joint.case(margins).std()
    assert voice == pytest.approx(least_voice(y.sum()))


def test_the_least_voice_falls_with_the_root_of_many_cases_and_never_ends() -> None:
    assert [least_voice(few) for few in (0, 8, FEW)] == [NOVELTY] * 3
    assert least_voice(100 * FEW) == pytest.approx(NOVELTY / 10)


def test_the_anomaly_weighs_more_where_past_cases_teach_little() -> None:
    anomaly, margins, y = drawn(2.0, 0.2, 0.8)
    unusual, *alike = loudness(learn(anomaly, margins, y), anomaly, margins)
    assert unusual > max(alike) > 0


def test_cases_that_teach_next_to_nothing_hardly_move_the_ranking() -> None:
    anomaly, margins, y = drawn(2.0, 0.05, 0.05)
    unusual, *alike = loudness(learn(anomaly, margins, y), anomaly, margins)
    assert unusual > 5 * max(alike)


def test_few_outcomes_leave_the_scorecard_ahead_of_equal_trees_and_many_do_not() -> None:
    def ahead(n: int) -> float:
        worlds = [drawn(0.5, 1.0, 1.0, n, seed) for seed in range(40)]
        heard = [loudness(learn(*world), *world[:2]) for world in worlds if world[2].sum() > 2]
        _, scorecard, trees = np.mean(heard, axis=0)
        return float(scorecard / trees)

    assert ahead(20) > 10
    assert ahead(4000) == pytest.approx(1.0, abs=0.1)


def test_another_division_into_folds_moves_the_weights_little() -> None:
    anomaly, margins, y = drawn(0.8, 0.8, 0.8, 200)
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(10, 200, 2)) * margins.std(axis=0) / 3
    divisions = [learn(anomaly, margins + moved, y) for moved in noise]
    voices = [joint.w_anomaly / joint.w_scorecard for joint in divisions]
    assert max(voices) < 1.5 * min(voices)


def test_separated_outcomes_keep_finite_weights() -> None:
    y = np.array([0.0] * 10 + [1.0] * 10)
    margins = np.column_stack([100 * y, 100 * y])
    joint = learn(y, margins, y)
    probability = joint.probability(joint.score(y, margins))
    assert probability is not None
    assert 0.001 < probability.min() < probability.max() < 0.999


def test_one_class_or_constant_inputs_teach_nothing() -> None:
    ones = np.ones(5)
    pairs = np.ones((5, 2))
    assert learn(ones, pairs, ones) == ALONE
    assert learn(ones, pairs, np.array([0.0, 1, 0, 1, 0])) == ALONE
