from itertools import combinations
from math import factorial

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.ensemble._iforest import _average_path_length
from sklearn.tree._tree import Tree

from models.anomaly import FOREST, AnomalyModel, fit
from models.description import Description, Floats
from models.directed import directed
from models.isolation import average_path_length

# shap 0.51 draws its colour maps in a way that matplotlib is about to retire.
pytestmark = pytest.mark.filterwarnings(
    "ignore:The set_(bad|over|under) function:PendingDeprecationWarning"
)


@pytest.fixture(scope="module")
def model(profile: pl.DataFrame, descriptions: tuple[Description, ...]) -> AnomalyModel:
    return fit(profile, descriptions, trees=60, seed=1)


def rows_of(model: AnomalyModel, z: list[list[float | None]]) -> pl.DataFrame:
    names = [f"{name}_z" for name in model.features]
    return pl.DataFrame(z, schema=dict.fromkeys(names, pl.Float64), orient="row")


@given(data=st.data())
def test_base_plus_contributions_is_the_anomaly(model: AnomalyModel, data: st.DataObject) -> None:
    value = st.none() | st.floats(-25, 25)
    row = st.lists(value, min_size=len(model.features), max_size=len(model.features))
    rows = rows_of(model, data.draw(st.lists(row, min_size=1, max_size=3)))
    base, shares = model.contributions(rows)
    assert base + shares.sum(axis=1) == pytest.approx(model.anomaly(rows), abs=1e-9)


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


def shapley(model: AnomalyModel, row: Floats) -> list[float]:
    """The definition, over every coalition of features."""
    trees = [estimator.tree_ for estimator in model.forest.estimators_]
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

    return [-share(i) / average_path_length(model.forest.max_samples_) for i in everyone]


def test_contributions_are_shapley_values_by_definition(
    profile: pl.DataFrame, descriptions: tuple[Description, ...]
) -> None:
    few = [d for d in descriptions if d.name in {"stay_days", "own_pay", "cost"}]
    model = fit(profile, few, trees=4, seed=2)
    rows = profile.head(2)
    _, shares = model.contributions(rows)
    inputs = directed(rows, model.features, model.directions)
    for row, found in zip(inputs, shares, strict=True):
        assert found == pytest.approx(shapley(model, row), abs=1e-9)


def test_a_planted_outlier_is_the_strongest_contribution(model: AnomalyModel) -> None:
    for planted, (name, direction) in enumerate(zip(model.features, model.directions, strict=True)):
        z: list[float | None] = [0.5] * len(model.features)
        z[planted] = -8.0 if direction == "low" else 8.0
        _, shares = model.contributions(rows_of(model, [z]))
        assert model.features[int(np.argmax(shares[0]))] == name
        assert shares[0, planted] > 0


def test_the_harmless_side_and_the_unknown_count_as_the_median() -> None:
    profile = pl.DataFrame({"h_z": [-9.0, None, 2.0], "l_z": [9.0, None, -2.0]})
    found = directed(profile, ["h", "l"], ["high", "low"])
    assert found.tolist() == [[0, 0], [0, 0], [2, 2]]


def test_both_sides_count_and_extremes_are_clipped() -> None:
    profile = pl.DataFrame({"b_z": [-3.0, 3.0, -20.0, 0.6]})
    found = directed(profile, ["b"], ["both"]).ravel()
    assert found == pytest.approx([3 - MIDDLE_HALF, 3 - MIDDLE_HALF, 10, 0], abs=1e-6)


def test_harmless_values_never_speak_for_the_suspicion(
    model: AnomalyModel, profile: pl.DataFrame
) -> None:
    _, shares = model.contributions(profile)
    harmless = directed(profile, model.features, model.directions) == 0
    assert shares[harmless].max() <= 0


def test_becoming_ordinary_in_a_feature_hardly_ever_raises_the_anomaly(
    profile: pl.DataFrame, descriptions: tuple[Description, ...]
) -> None:
    model = fit(profile, descriptions, trees=1000, seed=1)
    before = model.anomaly(profile)
    for name in model.features:
        after = model.anomaly(profile.with_columns(pl.lit(0.0).alias(f"{name}_z")))
        assert (after - before).max() < 0.15 * before.std()


def test_size_and_mix_and_features_without_spread_are_not_seen(
    profile: pl.DataFrame, descriptions: tuple[Description, ...]
) -> None:
    flat = profile.with_columns(tests_z=pl.lit(-1.0))
    assert set(fit(flat, descriptions, trees=5).features) == (
        {d.name for d in descriptions} - {"volume", "tests"}
    )


def test_the_order_of_rows_does_not_matter(
    profile: pl.DataFrame, descriptions: tuple[Description, ...]
) -> None:
    mixed = profile.sample(fraction=1.0, shuffle=True, seed=4)
    one = fit(profile, descriptions, trees=20).anomaly(profile)
    other = fit(mixed, descriptions, trees=20).anomaly(profile)
    assert np.array_equal(one, other)


def test_nothing_to_tell_apart_is_refused(
    profile: pl.DataFrame, descriptions: tuple[Description, ...]
) -> None:
    with pytest.raises(ValueError, match="1 entities with 0 features"):
        fit(profile.head(1), descriptions)
    with pytest.raises(ValueError, match="at least 2 entities and 1 feature"):
        fit(profile, [d for d in descriptions if d.direction == "context"])


def test_no_rows_have_no_anomaly(model: AnomalyModel, profile: pl.DataFrame) -> None:
    assert model.anomaly(profile.clear()).shape == (0,)
    assert model.contributions(profile.clear())[1].shape == (0, len(model.features))


@pytest.mark.parametrize("n", [1, 2, 3, 100, 256])
def test_average_path_length_is_that_of_the_forest(n: int) -> None:
    assert average_path_length(n) == pytest.approx(float(_average_path_length(np.array([n]))[0]))
