import warnings

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cases import Trees
from models.description import Description
from models.trees import TreeParams, fit, min_leaf
from tests.models.conftest import any_rows

# shap 0.51 draws its colour maps in a way that matplotlib is about to retire.
pytestmark = pytest.mark.filterwarnings(
    "ignore:The set_(bad|over|under) function:PendingDeprecationWarning"
)

PARAMS = TreeParams(rounds=25, min_leaf=3, monotone=False)


@pytest.fixture(scope="module")
def model(rows: pl.DataFrame, descriptions: tuple[Description, ...]) -> Trees:
    return fit(rows, descriptions, PARAMS, bags=3, seed=1)


@given(data=st.data())
def test_base_plus_contributions_is_the_margin(model: Trees, data: st.DataObject) -> None:
    rows = data.draw(any_rows(model.columns))
    base, shares = model.contributions(rows)
    assert base + shares.sum(axis=1) == pytest.approx(model.margin(rows), abs=1e-9)


def test_contributions_are_those_of_the_shap_library(model: Trees, rows: pl.DataFrame) -> None:
    import shap

    x = rows.select(model.columns).to_numpy()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "LightGBM binary classifier with TreeExplainer")
        by_column = np.mean(
            [shap.TreeExplainer(booster).shap_values(x) for booster in model.boosters], axis=0
        )
    _, shares = model.contributions(rows)
    for place, name in enumerate(model.features):
        both = [model.columns.index(name), model.columns.index(f"{name}_z")]
        assert shares[:, place] == pytest.approx(by_column[:, both].sum(axis=1), abs=1e-9)


def test_what_gives_cheaters_away_speaks_for_the_suspicion(
    model: Trees, rows: pl.DataFrame
) -> None:
    _, shares = model.contributions(rows.head(15))
    strongest = {model.features[i] for i in np.argsort(-shares.mean(axis=0))[:2]}
    assert strongest == {"stay_days", "own_pay"}


def test_the_order_of_rows_and_columns_does_not_matter(
    model: Trees, rows: pl.DataFrame, descriptions: tuple[Description, ...]
) -> None:
    mixed = rows.sample(fraction=1.0, shuffle=True, seed=2).select(reversed(rows.columns))
    again = fit(mixed, descriptions, PARAMS, bags=3, seed=1)
    assert np.array_equal(again.margin(mixed.sort("entity_id")), model.margin(rows))


@given(low=st.floats(0, 100), rise=st.floats(0, 50))
def test_a_monotone_margin_never_falls_towards_the_suspicious_side(
    monotone: Trees, rows: pl.DataFrame, low: float, rise: float
) -> None:
    def margin(stay: float) -> float:
        row = rows.tail(1).with_columns(
            stay_days=pl.lit(stay), stay_days_z=pl.lit((stay - 50) / 10)
        )
        return float(monotone.margin(row)[0])

    assert margin(low + rise) >= margin(low)
    assert margin(100) > margin(0)


@pytest.fixture(scope="module")
def monotone(rows: pl.DataFrame, descriptions: tuple[Description, ...]) -> Trees:
    return fit(rows, descriptions, TreeParams(rounds=40), bags=1, seed=1)


def test_text_in_a_column_is_an_error_not_a_crash(model: Trees, rows: pl.DataFrame) -> None:
    wrong = rows.with_columns(pl.col("cost").cast(pl.String)).drop("drugs_z")
    with pytest.raises(ValueError, match=r"missing columns drugs_z; not numeric cost \(String\)"):
        model.margin(wrong)


def test_one_class_cannot_be_learned(
    rows: pl.DataFrame, descriptions: tuple[Description, ...]
) -> None:
    with pytest.raises(ValueError, match="both confirmed rows and others"):
        fit(rows.head(15), descriptions, PARAMS, bags=3, seed=1)


def test_no_rows_have_no_margin(model: Trees, rows: pl.DataFrame) -> None:
    assert model.margin(rows.clear()).shape == (0,)
    base, shares = model.contributions(rows.clear())
    assert (base, shares.shape) == (model.contributions(rows)[0], (0, len(model.features)))


@pytest.mark.parametrize(("confirmed", "leaf"), [(8, 3), (200, 10), (1000, 20)])
def test_leaves_grow_with_the_confirmed_rows(confirmed: int, leaf: int) -> None:
    assert min_leaf(confirmed) == leaf
