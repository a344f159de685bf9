import datetime as dt
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.targets.candidate import CANDIDATE
from pipelines.targets.choose import Choice, choose, unlisted
from pipelines.targets.policy import Policy

TIERS = {"I-02": "红", "I-04": "橙", "A-11": "黄"}


def candidates(rows: list[dict[str, Any]]) -> pl.DataFrame:
    blank = dict.fromkeys(CANDIDATE)
    named = [blank | {"entity_id": f"E{n:03}"} | row for n, row in enumerate(rows)]
    return pl.DataFrame(named, schema=CANDIDATE)


def chosen(rows: list[dict[str, Any]], policy: Policy, seed: str = "s") -> Choice:
    return choose(
        candidates(rows),
        level="institution",
        policy=policy,
        month="2025-06",
        seed=seed,
        violation_tiers=TIERS,
    )


def policy(places: int, share: float = 0.0, **more: Any) -> Policy:
    return Policy(capacity={"institution": places}, random_share={"institution": share}, **more)


def test_the_best_scores_come_first_and_ties_go_by_id() -> None:
    choice = chosen([{"score": s} for s in (0.2, 0.9, 0.5, 0.9, None)], policy(3))
    assert choice.listed["entity_id"].to_list() == ["E001", "E003", "E002"]
    assert choice.listed["rank"].to_list() == [1, 2, 3]
    assert choice.listed["inclusion_probability"].to_list() == [1.0] * 3
    assert choice.listed["mode"].unique().to_list() == ["model"]


def test_the_random_part_also_reaches_those_without_a_score() -> None:
    rows = [{"score": 0.9, "percentile": 99.0}, {"score": None, "not_scored_reason": "同类过少"}]
    choice = chosen(rows, policy(2, share=0.5))
    assert choice.listed["mode"].to_list() == ["model", "random"]
    assert choice.listed["risk_tier"].to_list() == ["黄", "蓝"]
    assert choice.draw.select("entity_id", "weight", "drawn").rows() == [("E001", 200, True)]


def test_cool_down_ends_after_the_months_of_the_policy() -> None:
    days = [dt.date(2024, 6, 30), dt.date(2024, 7, 1), dt.date(2025, 6, 30), None]
    choice = chosen([{"score": 1.0, "last_outcome_date": day} for day in days], policy(9))
    assert choice.listed["entity_id"].to_list() == ["E000", "E003"]
    assert choice.excluded.select("entity_id", "reason", "detail").rows() == [
        ("E001", "cool_down", "2024-07-01"),
        ("E002", "cool_down", "2025-06-30"),
    ]


def test_no_cool_down() -> None:
    rows = [{"score": 1.0, "last_outcome_date": dt.date(2025, 6, 1)}]
    assert chosen(rows, policy(1, cool_down_months=0)).listed.height == 1


def test_excluded_kinds_are_left_out_with_the_reason() -> None:
    rows = [{"score": 1.0, "kind": "B101"}, {"score": 0.5, "kind": "A"}, {"score": 0.4}]
    choice = chosen(rows, policy(5, excluded_kinds=("B101",)))
    assert choice.listed["entity_id"].to_list() == ["E001", "E002"]
    assert choice.excluded.row(0, named=True)["detail"] == "B101"


def test_a_full_area_is_told() -> None:
    rows = [{"score": s, "area": "甲"} for s in (0.9, 0.8)] + [{"score": 0.1}]
    choice = chosen(rows, policy(2, share=0.5, area_cap={"institution": 1}))
    assert choice.listed["entity_id"].to_list() == ["E000", "E002"]
    assert choice.excluded.select("entity_id", "reason").rows() == [("E001", "no_room")]


def test_what_is_borne_out_sets_the_tier() -> None:
    leads = [("I-02", "claims"), ("I-02", "measure"), ("A-11", "claims"), (None, None)]
    rows = [{"score": 1.0, "leading": first, "grounds": grounds} for first, grounds in leads]
    assert chosen(rows, policy(9)).listed["risk_tier"].to_list() == ["红", "橙", "黄", "黄"]


def test_an_unlisted_entity_has_the_shape_of_a_listed_one() -> None:
    rows = candidates([{"score": 0.1, "leading": "I-02", "grounds": "claims"}])
    row = unlisted(
        rows, level="institution", policy=policy(1), month="2025-06", violation_tiers=TIERS
    )
    listed = chosen([{"score": 1.0}], policy(1)).listed
    assert set(row.columns) == set(listed.columns)
    assert row.select("mode", "risk_tier", "rank").rows() == [("unlisted", "红", None)]


entity = st.fixed_dictionaries(
    {
        "score": st.none() | st.floats(0, 1),
        "percentile": st.none() | st.floats(0, 100),
        "area": st.sampled_from(["甲", "乙", None]),
        "kind": st.sampled_from(["A", "B"]),
        "last_outcome_date": st.sampled_from([None, None, dt.date(2025, 1, 1)]),
    }
)


@given(
    st.lists(entity, max_size=30),
    st.integers(0, 12),
    st.floats(0, 1),
    st.none() | st.integers(0, 4),
    st.integers(0, 99),
)
@settings(max_examples=80)
def test_every_list_obeys_its_policy(
    rows: list[dict[str, Any]], places: int, share: float, cap: int | None, order: int
) -> None:
    area_cap = {} if cap is None else {"institution": cap}
    rules = policy(places, share, area_cap=area_cap, excluded_kinds=("B",))
    choice = chosen(rows, rules)
    listed, draw = choice.listed, choice.draw
    assert listed.height <= places
    assert listed.filter(mode="random").height <= rules.random_places("institution")
    assert listed.filter(mode="model").height <= rules.ranked_places("institution")
    if cap is not None:
        areas = listed.drop_nulls("area").group_by("area").len()["len"]
        assert areas.is_empty() or areas.max() <= cap
    assert set(listed["kind"]) <= {"A"}
    assert listed["last_outcome_date"].null_count() == listed.height
    told = [frame["entity_id"] for frame in (listed.filter(mode="model"), draw, choice.excluded)]
    assert len({entity for entities in told for entity in entities}) == sum(map(len, told))
    if rules.random_places("institution"):
        assert sum(map(len, told)) == len(rows)
        assert (draw["inclusion_probability"] > 0).all()
    else:
        assert draw.is_empty()
    assert set(listed.filter(mode="random")["entity_id"]) == set(draw.filter("drawn")["entity_id"])
    shuffled = candidates(rows).sample(fraction=1, shuffle=True, seed=order)
    again = choose(
        shuffled,
        level="institution",
        policy=rules,
        month="2025-06",
        seed="s",
        violation_tiers=TIERS,
    )
    assert again.listed.equals(listed)
    assert again.draw.equals(draw)
