from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import anomaly, scorecard
from models.anomaly import AnomalyModel
from models.description import HITS, Description
from models.scorecard import WORTH, Scorecard


@pytest.fixture(scope="module")
def usual(profile: pl.DataFrame, descriptions: tuple[Description, ...]) -> AnomalyModel:
    return anomaly.fit(profile, descriptions, trees=20)


@pytest.fixture(scope="module")
def card(rows: pl.DataFrame, usual: AnomalyModel) -> Scorecard:
    return scorecard.fit(rows, usual)


def test_what_gave_the_confirmed_away_weighs_most(card: Scorecard) -> None:
    weights = dict(zip(card.features, card.tally.weights, strict=True))
    assert set(sorted(weights, key=weights.__getitem__)[-2:]) == {"stay_days", "own_pay"}
    assert min(weights.values()) >= 0


def test_size_is_no_evidence(card: Scorecard) -> None:
    assert "volume" not in card.features


def test_average_evidence_is_the_base(card: Scorecard, rows: pl.DataFrame) -> None:
    assert card.margin(rows).mean() == pytest.approx(card.base, abs=1e-6)


def test_a_handful_of_confirmed_is_enough(usual: AnomalyModel, rows: pl.DataFrame) -> None:
    few = pl.concat([rows.head(4), rows.tail(8)])
    margins = scorecard.fit(few, usual).margin(rows)
    unseen = margins[4:15]
    assert unseen.mean() > np.quantile(margins[15:], 0.9)


def test_what_claims_can_be_shown_for_is_believed_before_outcomes_tell(
    profile: pl.DataFrame, descriptions: tuple[Description, ...], rows: pl.DataFrame
) -> None:
    counted = [replace(d, source=HITS if d.name == "stay_days" else d.source) for d in descriptions]
    usual = anomaly.fit(profile, counted, trees=20)
    nothing = rows.with_columns(weight=pl.lit(1e-9))
    card = scorecard.fit(nothing, usual)
    weights = dict(zip(card.features, card.tally.weights, strict=True))
    scale = dict(zip(usual.features, usual.tally.scales, strict=True))["stay_days"]
    assert weights.pop("stay_days") == pytest.approx(WORTH * scale, rel=1e-3)
    assert max(weights.values()) == pytest.approx(0.0, abs=1e-6)


def test_of_what_others_do_nothing_is_believed_and_less_is_learned(
    profile: pl.DataFrame, descriptions: tuple[Description, ...], rows: pl.DataFrame
) -> None:
    def learned(*, own: bool, source: str) -> float:
        counted = [
            replace(d, source=source, own=own) if d.name == "stay_days" else d for d in descriptions
        ]
        card = scorecard.fit(rows, anomaly.fit(profile, counted, trees=20))
        return dict(zip(card.features, card.tally.weights, strict=True))["stay_days"]

    others = learned(own=False, source=HITS)
    assert others == learned(own=False, source="encounters")
    assert 0 < others < learned(own=True, source="encounters") < learned(own=True, source=HITS)


def test_an_outcome_counts_by_its_weight(usual: AnomalyModel, rows: pl.DataFrame) -> None:
    twice = pl.concat([rows, rows.head(15)])
    heavier = rows.with_columns(weight=pl.when(pl.col("y") == 1).then(2.0).otherwise(1.0))
    margins = [scorecard.fit(taught, usual).margin(rows) for taught in (twice, heavier)]
    assert margins[0] == pytest.approx(margins[1], abs=1e-6)


@given(data=st.data())
def test_base_plus_contributions_is_the_margin_and_suspicion_never_lowers_it(
    card: Scorecard, rows: pl.DataFrame, data: st.DataObject
) -> None:
    z = {name: data.draw(st.none() | st.floats(-20, 20), label=name) for name in card.columns}
    row = rows.head(1).with_columns(pl.lit(v, pl.Float64).alias(n) for n, v in z.items())
    base, shares = card.contributions(row)
    assert base + shares.sum() == pytest.approx(card.margin(row)[0], abs=1e-9)
    more = row.with_columns(pl.col("stay_days_z").fill_null(0) + data.draw(st.floats(0, 10)))
    assert card.margin(more)[0] >= card.margin(row)[0] - 1e-9
