import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import anomaly
from models.cases import MARGINS, CaseModel, fit, refusal, restore
from models.description import Description
from models.trees import TreeParams
from tests.models.conftest import any_rows

PARAMS = TreeParams(rounds=25, min_leaf=3)


@pytest.fixture(scope="module")
def model(rows: pl.DataFrame, descriptions: tuple[Description, ...]) -> CaseModel:
    usual = anomaly.fit(rows, descriptions, trees=20)
    return fit(rows, descriptions, usual, PARAMS, bags=2, seed=1)


@given(data=st.data())
def test_base_plus_contributions_is_each_margin(model: CaseModel, data: st.DataObject) -> None:
    rows = data.draw(any_rows(model.columns))
    bases, shares = model.contributions(rows)
    assert shares.shape == (len(MARGINS), rows.height, len(model.features))
    assert pytest.approx(model.margins(rows), abs=1e-9) == (bases[:, None] + shares.sum(axis=2)).T


def test_both_find_the_cheats(model: CaseModel, rows: pl.DataFrame) -> None:
    margins = model.margins(rows)
    assert (margins[:15].min(axis=0) > np.quantile(margins[15:], 0.9, axis=0)).all()


def test_no_rows_have_no_margins(model: CaseModel, rows: pl.DataFrame) -> None:
    assert model.margins(rows.clear()).shape == (0, 2)
    bases, shares = model.contributions(rows.clear())
    assert bases.tolist() == model.contributions(rows)[0].tolist()
    assert shares.shape == (2, 0, len(model.features))


def test_what_is_kept_gives_the_same_model_and_half_of_it_none(
    model: CaseModel, rows: pl.DataFrame
) -> None:
    files = model.texts("case")
    again = restore(model.card(), "case", files)
    assert np.array_equal(again.margins(rows), model.margins(rows))
    del files["case_01.txt"]
    with pytest.raises(ValueError, match="1 of 2 boosters of case"):
        restore(model.card(), "case", files)


@pytest.mark.parametrize(
    ("outcomes", "reason"),
    [
        (["confirmed"] * 7 + ["cleared"], "7 confirmed entities known, 8 are needed"),
        (["confirmed"] * 8 + [None], "no cleared entity known"),
        (["confirmed"] * 8 + ["cleared"], None),
    ],
)
def test_too_few_outcomes_are_refused_with_the_reason(
    outcomes: list[str | None], reason: str | None
) -> None:
    known = pl.DataFrame({"entity_id": [str(i) for i in range(len(outcomes))], "outcome": outcomes})
    refused = refusal(known)
    assert refused is None if reason is None else (refused or "").startswith(reason)


def test_refusal_counts_entities_not_snapshots() -> None:
    known = pl.DataFrame({"entity_id": ["A"] * 12, "outcome": ["confirmed"] * 12})
    assert (refusal(known) or "").startswith("1 confirmed")
