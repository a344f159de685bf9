import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.description import Floats, Kind
from models.tally import MOST, WEIGHTS, Tally, add_up

VIOLATIONS = [("I-04",), ("I-04", "I-11"), ("I-21",), ()]
MEASURES: list[Kind] = ["measure"] * 4


def known(rows: Floats) -> npt.NDArray[np.bool_]:
    """Of everybody, everything."""
    return np.ones(rows.shape, dtype=bool)


@pytest.fixture(scope="module")
def rows() -> Floats:
    """The first three features agree with one another, the last with none."""
    rng = np.random.default_rng(4)
    common = rng.random((2000, 1)) * 4
    return np.hstack([common + rng.random((2000, 3)), rng.random((2000, 1)) * 4])


@pytest.fixture(scope="module")
def tally(rows: Floats) -> Tally:
    return add_up(rows, known(rows), VIOLATIONS, MEASURES)


def test_those_fitted_have_mean_0_and_deviation_1(tally: Tally, rows: Floats) -> None:
    total = tally.total(rows)
    assert (total.mean(), total.std()) == pytest.approx((0.0, 1.0), abs=1e-6)


@given(row=st.lists(st.floats(0, 10), min_size=4, max_size=4), more=st.floats(0, 10))
def test_more_evidence_never_lowers_it_and_moves_one_contribution(
    tally: Tally, row: list[float], more: float
) -> None:
    before, after = np.array([row]), np.array([[row[0] + more, *row[1:]]])
    change = tally.contributions(after) - tally.contributions(before)
    assert change[0, 0] >= 0
    assert change[0, 1:].tolist() == [0.0, 0.0, 0.0]
    assert tally.total(after) >= tally.total(before) - 1e-9


def test_what_other_kinds_bear_out_weighs_more_but_one_kind_does_not_vouch_for_itself(
    tally: Tally,
) -> None:
    own, shared, other, apart = tally.weights
    assert other > max(own, shared)
    assert min(own, shared) > 1.1 * apart


@pytest.mark.parametrize("kind", ["deed", "others"])
def test_deeds_weigh_more_than_measures_and_what_others_do_less(
    tally: Tally, rows: Floats, kind: Kind
) -> None:
    weights = np.array(add_up(rows, known(rows), VIOLATIONS, [kind, *MEASURES[1:]]).weights)
    beside = weights / np.array(tally.weights)
    assert beside[0] / beside[1] == pytest.approx(WEIGHTS[kind], rel=0.1)
    assert beside[1:] == pytest.approx(beside[1], rel=0.1)


def test_a_deed_that_chance_may_feign_is_hardly_evidence() -> None:
    one_each = {"scales": (1.0, 1.0), "weights": (1.0, 1.0), "means": (0.0, 0.0)}
    evidence = Tally(kinds=("measure", "deed"), **one_each).contributions(
        np.array([[0.2] * 2, [18.0] * 2])
    )
    measure, deeds = evidence.T
    assert measure == pytest.approx(np.sqrt([0.2, 18.0]))
    assert deeds[0] < 0.35 * measure[0]
    assert deeds[1] > 0.9 * measure[1]


def test_a_rare_mark_counts_much_but_not_without_end() -> None:
    rows = np.zeros((5000, 2))
    rows[:, 0] = np.linspace(0, 4, 5000)
    rows[7, 1] = 1.0
    tally = add_up(rows, known(rows), [("I-04",), ("I-21",)], ["measure", "measure"])
    shares = tally.contributions(rows)
    assert shares[7, 1] == pytest.approx(MOST * tally.weights[1], abs=0.1)
    assert np.argmax(tally.total(rows)) == 7


def test_a_measure_that_few_have_is_no_stronger_evidence_for_it() -> None:
    """Ninety in a hundred have no stays: the others stand as far apart as if all had some."""
    rows = np.zeros((1000, 2))
    rows[:50, 0], rows[:, 1] = 9.0, np.linspace(0, 4, 1000)
    some = known(rows)
    some[100:, 0] = False
    scale = add_up(rows, some, VIOLATIONS[:2], MEASURES[:2]).scales[0]
    assert scale == pytest.approx(1.5), "half of a hundred at 3, half at 0"
    assert scale > 2 * add_up(rows, known(rows), VIOLATIONS[:2], MEASURES[:2]).scales[0]


def test_one_of_whom_something_is_known_does_not_stand_apart_from_nobody() -> None:
    rows = np.zeros((100, 2))
    rows[:, 1], rows[3, 0] = np.linspace(0, 4, 100), 4.0
    only = known(rows)
    only[:, 0] = rows[:, 0] > 0
    tally = add_up(rows, only, [("I-04",), ("I-21",)], ["measure", "measure"])
    assert tally.scales[0] == pytest.approx(rows[:, 0].std() / 2)
