import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.anomaly import AnomalyModel, fit
from models.description import Description
from models.directed import directed

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


def test_a_planted_outlier_is_the_strongest_contribution(model: AnomalyModel) -> None:
    for planted, (name, direction) in enumerate(zip(model.features, model.directions, strict=True)):
        z: list[float | None] = [0.5] * len(model.features)
        z[planted] = -8.0 if direction == "low" else 8.0
        _, shares = model.contributions(rows_of(model, [z]))
        assert model.features[int(np.argmax(shares[0]))] == name
        assert shares[0, planted] > 0


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
