from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from models.bundle import Bundle
from models.explanation import REASONS, explain
from models.training import Training

# shap 0.51 draws its colour maps in a way that matplotlib is about to retire.
pytestmark = pytest.mark.filterwarnings(
    "ignore:The set_(bad|over|under) function:PendingDeprecationWarning"
)

LISTED = ["H0004", "H0002", "H0040"]


@pytest.fixture(scope="module")
def bundle(training: Training) -> Bundle:
    return training.bundle


def test_reasons_add_up_to_the_listed_scores(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    told = explain(bundle, profile, peers, LISTED)
    assert dict(told.reasons.schema) == REASONS
    sums = told.reasons.group_by("entity_id").agg(pl.col("contribution").sum() + told.base)
    scores = bundle.score(profile, "1").join(sums, on="entity_id")
    assert scores.height == 3
    assert scores["contribution"].to_numpy() == pytest.approx(scores["score"].to_numpy(), abs=1e-6)


def test_the_strongest_reason_comes_first_with_its_numbers_and_words(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    reasons = explain(bundle, profile, peers, LISTED).reasons
    assert reasons["entity_id"].unique(maintain_order=True).to_list() == sorted(LISTED)
    for _, own in reasons.group_by("entity_id"):
        assert own["contribution"].is_sorted(descending=True)
    stay = reasons.row(
        by_predicate=(pl.col("entity_id") == "H0002") & (pl.col("feature") == "stay_days"),
        named=True,
    )
    value = profile.filter(pl.col("entity_id") == "H0002")["stay_days"].item()
    assert stay["value"] == value
    assert (stay["peer_group"], stay["peer_median"], stay["violations"]) == (
        "综合医院·三级",
        50.0,
        "I-02",
    )
    assert stay["robust_z"] == pytest.approx((value - 50) / 10)
    assert stay["text"].startswith(f"平均住院日 {value:.1f} 天，高于同级同类机构中位数 50.0 天")


def test_a_negative_contribution_speaks_against(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    reasons = explain(bundle, profile, peers, LISTED, lang="en").reasons
    against = reasons["text"].str.ends_with("speaks against the suspicion")
    assert against.equals(reasons["contribution"] < 0, check_names=False)


def test_without_peers_nothing_is_said_of_them(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    reasons = explain(bundle, profile, peers.clear(), LISTED).reasons
    assert reasons["peer_median"].is_null().all()
    assert reasons["text"].str.contains("无同类可比").all()


def test_rarity_is_left_out_where_quantiles_are_not_given(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    bare = peers.select("peer_group", "feature", "median")
    assert not explain(bundle, profile, bare, LISTED).reasons["text"].str.contains("（").any()


def test_the_order_of_rows_does_not_matter(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    mixed = profile.sample(fraction=1.0, shuffle=True, seed=3)
    one = explain(bundle, profile, peers, LISTED).reasons
    assert explain(bundle, mixed, peers.reverse(), LISTED[::-1]).reasons.equals(one)


def test_reasons_that_do_not_add_up_are_never_shown(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_score = Bundle.score
    monkeypatch.setattr(
        Bundle, "score", lambda *args: true_score(*args).with_columns(pl.col("score") + 1e-5)
    )
    with pytest.raises(ArithmeticError, match="of 3 entities: H0002, H0004, H0040"):
        explain(bundle, profile, peers, LISTED)


def test_nobody_listed_needs_no_reasons(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    assert explain(bundle, profile, peers, []).reasons.is_empty()


def test_a_profile_without_the_values_cannot_be_explained(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    with pytest.raises(ValueError, match="missing columns drugs, volume"):
        explain(bundle, profile.drop("volume", "drugs"), peers, LISTED)


def test_who_is_the_first_of_a_small_group_is_told_so(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    (value,) = profile.filter(pl.col("entity_id") == "H0002")["stay_days"]
    nine = peers.with_columns(
        peer_size=pl.lit(9), highest=pl.lit(value), second_highest=pl.lit(value - 1)
    )
    reasons = explain(bundle, profile, nine, ["H0002"]).reasons
    assert reasons.filter(feature="stay_days")["text"].str.ends_with("（9 家中最高）").all()


def told_otherwise(bundle: Bundle, unit: str | None = None, **changes: Any) -> Bundle:
    """The same model, with other words of its features, or of those of one unit."""
    words = tuple(
        replace(each, **changes) if unit in {None, each.unit} else each
        for each in bundle.descriptions
    )
    return replace(bundle, descriptions=words)


def test_a_share_of_hits_says_of_how_many_encounters(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    counted = told_otherwise(bundle, unit="share", source="hits")
    seen = profile.with_columns(encounters=pl.lit(200.0))
    reasons = explain(counted, seen, peers, ["H0002"]).reasons
    shares = [each.name for each in bundle.descriptions if each.unit == "share"]
    hit = reasons.filter(pl.col("feature").is_in(shares), pl.col("value") > 0)
    assert hit["text"].str.contains("（200 次就诊中 ").all()
    assert not hit.is_empty()
    others = reasons.filter(~pl.col("feature").is_in(shares))
    assert not others["text"].str.contains("次就诊中").any()


def test_who_has_no_stays_is_told_no_violation_that_takes_one(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    named = explain(bundle, profile, peers, ["H0002"]).reasons
    assert "I-02" in set(named["violations"])
    for stays, told in ((0.0, set()), (3.0, {"I-02"})):
        seen = profile.with_columns(inpatient_stays=pl.lit(stays))
        reasons = explain(bundle, seen, peers, ["H0002"]).reasons
        assert set(reasons["violations"]) & {"I-02"} == told
        assert set(reasons["cause"]) & {"I-02"} == told
        assert reasons["contribution"].equals(named["contribution"])


def test_a_few_stays_are_told_and_many_are_not(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    of_stays = told_otherwise(bundle, unit="yuan", rests_on="stays")
    for stays, told in ((2.0, True), (20.0, False)):
        seen = profile.with_columns(inpatient_stays=pl.lit(stays))
        reasons = explain(of_stays, seen, peers, ["H0002"]).reasons
        named = reasons.filter(pl.col("text").str.contains("（共 2 次住院）"))["feature"]
        money = {each.name for each in bundle.descriptions if each.unit == "yuan"}
        assert set(named) == (money if told else set())
        assert money


def test_claims_are_never_left_without_a_name_for_what_was_done(
    bundle: Bundle, profile: pl.DataFrame, peers: pl.DataFrame
) -> None:
    """A measure of treatment means nothing at a shop; claims that show it were made there."""
    at_a_shop = profile.with_columns(kind=pl.lit("2"))
    for source, told in (("encounters", set()), ("hits", {"I-21"})):
        only = told_otherwise(bundle, source=source, violations=("I-21",))
        reasons = explain(only, at_a_shop, peers, ["H0002"]).reasons
        assert set(reasons["violations"]) - {""} == told
