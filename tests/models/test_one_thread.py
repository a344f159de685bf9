import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from models import logistic
from models.one_thread import on_one_thread


def threads() -> set[int]:
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


def test_linear_algebra_is_on_one_thread_meanwhile_and_as_before_afterwards() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        assert on_one_thread(threads)() == {1}
        assert threads() == {2}


def test_what_outcomes_teach_does_not_tell_how_many_cores_there_are() -> None:
    rng = np.random.default_rng(0)
    inputs, y = np.abs(rng.standard_normal((5000, 150))), (rng.random(5000) < 0.2).astype(float)
    found = []
    for cores in (1, 2):
        with threadpool_limits(limits=cores, user_api="blas"):
            weights, const = logistic.fit(inputs, y)
            found.append((weights.tobytes(), const))
    assert found[0] == found[1]
