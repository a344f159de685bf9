from itertools import combinations
from math import factorial

import numpy as np
import pytest
from sklearn.ensemble._iforest import _average_path_length
from sklearn.tree._tree import Tree

from models.description import Floats
from models.isolation import Isolation, average_path_length, grow

# shap 0.51 draws its colour maps in a way that matplotlib is about to retire.
pytestmark = pytest.mark.filterwarnings(
    "ignore:The set_(bad|over|under) function:PendingDeprecationWarning"
)


def expected_depth(tree: Tree, row: Floats, known: frozenset[int], node: int = 0) -> float:
    """Path length of a row of which only some features are known."""
    left, right = tree.children_left[node], tree.children_right[node]
    if left < 0:
        return average_path_length(int(tree.n_node_samples[node]))
    if tree.feature[node] in known:
        goes_left = row[tree.feature[node]] <= tree.threshold[node]
        return 1 + expected_depth(tree, row, known, left if goes_left else right)
    share = tree.n_node_samples[left] / tree.n_node_samples[node]
    return (
        1
        + share * expected_depth(tree, row, known, left)
        + (1 - share) * expected_depth(tree, row, known, right)
    )


def shapley(isolation: Isolation, row: Floats) -> list[float]:
    """The definition, over every coalition of features."""
    trees = [estimator.tree_ for estimator in isolation.forest.estimators_]
    everyone = range(len(row))

    def depth(known: frozenset[int]) -> float:
        return float(np.mean([expected_depth(tree, row, known) for tree in trees]))

    def share(feature: int) -> float:
        others = [other for other in everyone if other != feature]
        total = 0.0
        for size in range(len(others) + 1):
            weight = factorial(size) * factorial(len(others) - size) / factorial(len(row))
            for chosen in combinations(others, size):
                known = frozenset(chosen)
                total += weight * (depth(known | {feature}) - depth(known))
        return total

    return [-share(i) / average_path_length(isolation.forest.max_samples_) for i in everyone]


def test_contributions_are_shapley_values_by_definition() -> None:
    rows = np.random.default_rng(2).random((60, 3)).astype(np.float32).astype(np.float64)
    isolation = grow(rows, trees=4, seed=2)
    _, shares = isolation.contributions(rows[:2])
    for row, found in zip(rows, shares, strict=False):
        assert found == pytest.approx(shapley(isolation, row), abs=1e-9)


@pytest.mark.parametrize("n", [1, 2, 3, 100, 256])
def test_average_path_length_is_that_of_the_forest(n: int) -> None:
    assert average_path_length(n) == pytest.approx(float(_average_path_length(np.array([n]))[0]))
