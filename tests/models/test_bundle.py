import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.bundle import SCORES, Bundle
from models.joint import ALONE
from models.training import Training

# shap 0.51 draws its colour maps in a way that matplotlib is about to retire.
pytestmark = pytest.mark.filterwarnings(
    "ignore:The set_(bad|over|under) function:PendingDeprecationWarning"
)


@pytest.fixture(scope="module")
def bundle(training: Training) -> Bundle:
    return training.bundle


@pytest.fixture(scope="module")
def unaided(bundle: Bundle) -> Bundle:
    return replace(bundle, cases=None, joint=ALONE)


def test_scores_have_their_columns_the_best_lead_first(
    bundle: Bundle, profile: pl.DataFrame
) -> None:
    scores = bundle.score(profile, "feijian-institution/3")
    assert dict(scores.schema) == SCORES
    assert scores["rank"].to_list() == list(range(1, profile.height + 1))
    assert scores["score"].is_sorted(descending=True)
    assert (scores["percentile"].first(), scores["percentile"].last()) == (100.0, 0.0)
    assert scores["model_version"].unique().to_list() == ["feijian-institution/3"]


def test_the_score_is_the_joint_of_its_two_parts(bundle: Bundle, profile: pl.DataFrame) -> None:
    joint = bundle.joint
    score = joint.w_anomaly * pl.col("anomaly") + pl.col("case_margin") + joint.const
    gaps = bundle.score(profile, "1").select((pl.col("score") - score).abs().max())
    assert gaps.item() < 1e-12


def test_the_unscored_keep_their_reason_and_come_last(
    bundle: Bundle, profile: pl.DataFrame
) -> None:
    small = pl.col("entity_id").is_in(["H0000", "H0030"])
    reason = pl.when(small).then(pl.lit("few_encounters")).alias("not_scored_reason")
    scores = bundle.score(profile.with_columns(reason), "1").tail(2)
    assert scores["entity_id"].to_list() == ["H0000", "H0030"]
    assert scores["not_scored_reason"].to_list() == ["few_encounters"] * 2
    assert scores.select("anomaly", "score", "percentile", "rank").null_count().row(0) == (2,) * 4


def test_equal_entities_share_a_percentile_and_are_ranked_by_id(
    bundle: Bundle, profile: pl.DataFrame
) -> None:
    one = profile.head(1)
    twins = pl.concat([one.with_columns(entity_id=pl.lit(name)) for name in ("C", "A", "B")])
    scores = bundle.score(twins, "1")
    assert scores["entity_id"].to_list() == ["A", "B", "C"]
    assert scores["percentile"].to_list() == [50.0] * 3


def test_the_order_of_rows_and_columns_does_not_matter(
    bundle: Bundle, profile: pl.DataFrame
) -> None:
    mixed = profile.sample(fraction=1.0, shuffle=True, seed=3).select(reversed(profile.columns))
    assert bundle.score(mixed, "1").equals(bundle.score(profile, "1"))


def test_a_single_entity_and_none_at_all_can_be_scored(
    bundle: Bundle, profile: pl.DataFrame
) -> None:
    assert bundle.score(profile.head(1), "1")["percentile"].to_list() == [100.0]
    assert bundle.score(profile.clear(), "1").is_empty()


def test_without_a_case_model_no_probability_is_claimed(
    unaided: Bundle, profile: pl.DataFrame
) -> None:
    scores = unaided.score(profile, "1")
    assert scores["score"].equals(scores["anomaly"], check_names=False)
    assert scores.select("case_margin", "probability").null_count().row(0) == (profile.height,) * 2


def test_everything_that_does_not_fit_is_named(bundle: Bundle, profile: pl.DataFrame) -> None:
    wrong = profile.drop("cost_z", "drugs").with_columns(tests=pl.lit("many"))
    with pytest.raises(ValueError, match=r"missing columns cost_z, drugs; not numeric tests"):
        bundle.score(wrong, "1")


def test_an_entity_in_two_rows_is_refused(bundle: Bundle, snapshots: pl.DataFrame) -> None:
    with pytest.raises(ValueError, match="one row per entity; more than one for H0000, H0001"):
        bundle.score(snapshots, "1")


@settings(max_examples=20)
@given(data=st.data())
@pytest.mark.parametrize("kind", ["both", "anomaly alone"])
def test_base_plus_contributions_is_the_score(
    bundle: Bundle, unaided: Bundle, profile: pl.DataFrame, kind: str, data: st.DataObject
) -> None:
    model = bundle if kind == "both" else unaided
    names = [d.name for d in bundle.descriptions] + [f"{d.name}_z" for d in bundle.descriptions]
    values = {name: data.draw(st.none() | st.floats(-20, 120), label=name) for name in names}
    row = profile.head(1).with_columns(pl.lit(v, pl.Float64).alias(n) for n, v in values.items())
    shares = model.contributions(row, ["H0000"])
    total = shares.base + shares.frame["contribution"].sum()
    assert total == pytest.approx(model.score(row, "1")["score"][0], abs=1e-6)


def test_a_contribution_is_the_sum_of_its_two_parts_and_size_is_no_anomaly(
    bundle: Bundle, profile: pl.DataFrame
) -> None:
    frame = bundle.contributions(profile, ["H0003", "H0001"]).frame
    both = frame["contribution_anomaly"] + frame["contribution_case"]
    assert frame["contribution"].to_numpy() == pytest.approx(both.to_numpy())
    assert frame["entity_id"].unique(maintain_order=True).to_list() == ["H0001", "H0003"]
    assert (frame.filter(pl.col("feature") == "volume")["contribution_anomaly"] == 0).all()


def test_the_unknown_and_the_unscored_cannot_be_explained(
    bundle: Bundle, profile: pl.DataFrame
) -> None:
    first = pl.when(pl.col("entity_id") == "H0000").then(pl.lit("few_encounters"))
    with pytest.raises(ValueError, match="not scored in this profile: H0000, nobody"):
        bundle.contributions(
            profile.with_columns(not_scored_reason=first), ["nobody", "H0000", "H0001"]
        )


@pytest.mark.parametrize("kind", ["both", "anomaly alone"])
def test_a_loaded_bundle_is_the_same_bundle(
    bundle: Bundle, unaided: Bundle, profile: pl.DataFrame, kind: str
) -> None:
    model = bundle if kind == "both" else unaided
    files = model.dump()
    loaded = Bundle.load(files)
    assert loaded.score(profile, "1").equals(model.score(profile, "1"))
    assert loaded.dump() == files
    assert (loaded.level, loaded.descriptions) == (model.level, model.descriptions)
    assert (loaded.joint, loaded.facts) == (model.joint, model.facts)


def test_half_a_bundle_is_not_loaded(bundle: Bundle) -> None:
    files = bundle.dump()
    with pytest.raises(
        ValueError,
        match=r"bundle\.json, forest\.skops, reference\.parquet missing",
    ):
        Bundle.load({})
    del files["case_01.txt"]
    with pytest.raises(ValueError, match="1 of 2 boosters of case"):
        Bundle.load(files)


def test_a_bundle_of_another_version_is_refused(bundle: Bundle) -> None:
    files = bundle.dump()
    card = json.loads(files["bundle.json"])
    del card["format"]
    older = {**files, "bundle.json": json.dumps(card).encode()}
    with pytest.raises(ValueError, match="format 1, and this version reads 5: train it anew"):
        Bundle.load(older)


def test_contributions_name_the_cheat(bundle: Bundle, profile: pl.DataFrame) -> None:
    frame = bundle.contributions(profile, [f"H{i:04}" for i in range(15)]).frame
    mean = frame.group_by("feature").agg(pl.col("contribution").mean())
    assert set(mean.top_k(2, by="contribution")["feature"]) == {"stay_days", "own_pay"}
    assert np.isfinite(frame["contribution"].to_numpy()).all()
