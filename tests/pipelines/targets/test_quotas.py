"""Every list keeps to its policy; a policy that no list can keep to is refused, and said why."""

import datetime as dt
from fractions import Fraction
from itertools import combinations
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.targets.candidate import CANDIDATE
from pipelines.targets.choose import COVERAGE, Choice, ImpossiblePolicyError, choose
from pipelines.targets.policy import Policy, Quota, Teams, Visit
from tests.pipelines.targets.obeying import keeps

MONTH = "2025-06"
RECENT = dt.date(2025, 1, 20)


def people(rows: list[dict[str, Any]]) -> pl.DataFrame:
    blank = dict.fromkeys(CANDIDATE)
    named = [blank | {"entity_id": f"E{n:03}"} | row for n, row in enumerate(rows)]
    return pl.DataFrame(named, schema=CANDIDATE)


def chosen(rows: list[dict[str, Any]], policy: Policy, seed: str = "s") -> Choice:
    return choose(
        people(rows),
        level="institution",
        policy=policy,
        month=MONTH,
        seed=seed,
        violation_tiers={"I-02": "红"},
    )


def policy(places: int, share: float = 0.0, **more: Any) -> Policy:
    return Policy(capacity={"institution": places}, random_share={"institution": share}, **more)


def modes(choice: Choice) -> list[tuple[str, str]]:
    return choice.listed.select("entity_id", "mode").rows()


def test_a_quota_is_met_by_its_best_leads_and_nobody_else_is_passed_over() -> None:
    rows = [{"score": 1 - n / 10, "medinslv": "2" if n < 4 else "3"} for n in range(7)]
    third = Quota("三级", where={"medinslv": ("3",)}, share=Fraction(1, 3))
    assert chosen(rows, policy(4, quotas=(third,))).listed["entity_id"].to_list() == [
        "E000",
        "E001",
        "E002",
        "E004",
    ]


def test_a_visit_of_the_period_counts_as_coverage() -> None:
    rows = [{"score": 0.9}, {"score": 0.5, "area": "甲"}]
    rows += [{"score": 0.4, "area": "甲", "last_outcome_date": RECENT}]
    half = Quota("一半", per_area=True, share=Fraction(1, 2), visited_months=12)
    assert chosen(rows, policy(1, quotas=(half,))).listed["entity_id"].to_list() == ["E000"]


def test_what_quotas_came_to_is_told() -> None:
    rows: list[dict[str, Any]] = [{"kind": "D600", "last_outcome_date": RECENT}]
    rows += [{"score": n / 10, "percentile": 10.0 * n, "kind": "D600"} for n in range(4)]
    rows += [{"score": 0.9, "kind": "A"}]
    half = Quota(
        "村卫生室",
        where={"kind": ("D600",)},
        share=Fraction(1, 2),
        visited_months=12,
        most=3,
        by="random",
    )
    told = chosen(rows, policy(10, quotas=(half,))).coverage
    assert told.schema == COVERAGE
    assert told.rows() == [("institution", "村卫生室", 5, 3, 1, 2, 3)]


def test_whom_a_met_quota_does_not_ask_for_is_told_so() -> None:
    rows: list[dict[str, Any]] = [{"last_outcome_date": RECENT}] * 2 + [{"score": 0.5}]
    half = Quota("一半", share=Fraction(1, 2), visited_months=12, by="random")
    choice = chosen(rows, policy(10, quotas=(half,), fill_capacity=False))
    assert choice.listed.is_empty()
    assert choice.coverage.rows() == [("institution", "一半", 3, 2, 2, 0, None)]
    assert choice.excluded.row(2)[-2:] == ("met", "一半")


def test_a_limit_that_is_not_full_keeps_nobody_out() -> None:
    rows: list[dict[str, Any]] = [{"last_outcome_date": RECENT}] * 2 + [{"score": 0.5}]
    half = Quota("一半", share=Fraction(1, 2), visited_months=12, by="random")
    cap = Quota("上限", most=10)
    choice = chosen(rows, policy(10, quotas=(half, cap), fill_capacity=False))
    assert choice.excluded.row(2)[-2:] == ("met", "一半")


def test_a_second_visit_covers_nobody_more() -> None:
    """Two of three in three years: the one of two years ago counts, and is not sent to again."""
    old = dt.date(2023, 9, 1)
    rows: list[dict[str, Any]] = [{"last_outcome_date": old, "score": 0.9}]
    rows += [{"score": 0.2}, {"score": 0.1}]
    two = Quota("三年三分之二", share=Fraction(2, 3), visited_months=36)
    choice = chosen(rows, policy(1, quotas=(two,)))
    assert choice.listed["entity_id"].to_list() == ["E001"]
    assert choice.coverage.rows() == [("institution", "三年三分之二", 3, 2, 1, 1, None)]


def test_full_coverage_reaches_those_without_a_score() -> None:
    rows = [{"score": None, "kind": "A"}, {"score": 0.5, "kind": "A"}, {"score": 0.9, "kind": "B"}]
    everyone = Quota("全覆盖", where={"kind": ("A",)}, share=Fraction(1))
    choice = chosen(rows, policy(9, quotas=(everyone,), fill_capacity=False))
    assert modes(choice) == [("E001", "coverage"), ("E000", "coverage")]


def test_a_drawn_quota_is_drawn_and_never_ranked() -> None:
    rows = [{"score": n / 10, "percentile": 10.0 * n, "kind": "D600"} for n in range(6)]
    half = Quota("村卫生室", share=Fraction(1, 2), by="random")
    choice = chosen(rows, policy(10, quotas=(half,)))
    assert [mode for _, mode in modes(choice)] == ["random"] * 3
    assert choice.draw["inclusion_probability"].sum() == pytest.approx(3)


def test_tips_and_look_backs_come_first_and_are_not_listed_twice() -> None:
    found = {"last_outcome_date": RECENT, "last_confirmed_date": RECENT, "prior_confirmed": 2}
    tip = {"tips": 2, "last_tip_date": dt.date(2025, 5, 1)}
    rows = [{"score": 0.9}, {"score": 0.1} | found | tip, {"score": None} | tip, {"score": 0.5}]
    shares = {"tip_share": {"institution": 0.25}, "look_back_share": {"institution": 0.25}}
    choice = chosen(rows, policy(4, **shares))
    told = [("E001", "look_back"), ("E002", "tip"), ("E000", "model"), ("E003", "model")]
    assert modes(choice) == told
    assert choice.listed["sources"].to_list() == ["tips|history", "tips", "", ""]


def test_a_tip_that_was_answered_ends_no_cool_down() -> None:
    tip = {"tips": 1, "last_tip_date": dt.date(2024, 12, 1), "last_outcome_date": RECENT}
    assert chosen([tip], policy(1, tip_share={"institution": 1.0})).listed.is_empty()


def test_the_order_is_the_policys() -> None:
    rows = [
        {"score": 0.9, "tier": "黄", "expected_amount_fen": 9},
        {"score": 0.2, "tier": "红", "expected_amount_fen": 1},
        {"score": 0.1, "tier": "红", "expected_amount_fen": 5},
        {"score": 0.8},
    ]
    by_tier = chosen(rows, policy(4, order=("tier", "expected_amount"))).listed
    assert by_tier["entity_id"].to_list() == ["E002", "E001", "E000", "E003"]


def test_teams_go_only_where_they_may_and_as_long_as_their_hours_last() -> None:
    rows = [{"score": 1 - n / 10, "area": "甲乙"[n % 2], "medinslv": "23"[n > 3]} for n in range(6)]
    teams = (Teams("甲组", where={"area": ("甲",)}, days=1), Teams("乙组", days=1, hours_a_day=4))
    visits = (Visit(8, where={"medinslv": ("2",)}), Visit(6))
    listed = chosen(rows, policy(9, teams=teams, visits=visits)).listed
    assert listed["entity_id"].to_list() == ["E000", "E001", "E004"]


def test_an_impossible_policy_names_what_cannot_be_met() -> None:
    rows = [{"score": 0.5, "area": "甲", "medinslv": "3"}] * 3 + [{"score": 0.9, "area": "乙"}] * 2
    quotas = (
        Quota("三级", where={"medinslv": ("3",)}, least=5),
        Quota("各区", per_area=True, least=2),
    )
    with pytest.raises(ImpossiblePolicyError) as refused:
        chosen(rows, policy(3, quotas=quotas))
    assert [vars(one) for one in refused.value.short] == [
        {"name": "三级", "wanted": 5, "available": 3},
        {"name": "各区 [甲]", "wanted": 2, "available": 1},
    ]
    assert "  三级: 5 wanted, 3 available" in str(refused.value)


def test_a_quota_of_nobody_is_refused_too() -> None:
    with pytest.raises(ImpossiblePolicyError, match="谁都没有: 1 wanted, 0 available"):
        chosen([], policy(3, quotas=(Quota("谁都没有", least=1),)))


AREAS, GRADES = ("甲", "乙"), ("2", "3")

entity = st.fixed_dictionaries(
    {
        "score": st.none() | st.sampled_from([0.1, 0.5, 0.9]),
        "percentile": st.none() | st.floats(0, 100),
        "area": st.sampled_from([*AREAS, None]),
        "medinslv": st.sampled_from([*GRADES, None]),
        "kind": st.sampled_from(["A", "A", "A", "B"]),
        "last_outcome_date": st.sampled_from([None, None, None, RECENT]),
        "tips": st.sampled_from([None, 1, 2]),
        "last_tip_date": st.just(dt.date(2025, 6, 1)),
    }
)
where = st.fixed_dictionaries(
    {}, optional={"area": st.sampled_from([("甲",), AREAS]), "medinslv": st.just(("3",))}
)
quota = st.builds(
    Quota,
    name=st.just("q"),
    where=where,
    of=st.sampled_from(["all", "all", "flagged"]),
    per_area=st.booleans(),
    least=st.integers(0, 1),
    share=st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(3, 5), Fraction(1)]),
    visited_months=st.sampled_from([0, 12]),
    most=st.sampled_from([None, None, 3, 6]),
    by=st.sampled_from(["ranked", "ranked", "random"]),
)
team = st.builds(Teams, name=st.just("t"), where=where, days=st.integers(1, 4))
visit = st.builds(Visit, hours=st.sampled_from([8, 14]), where=where)
policies = st.builds(
    policy,
    st.integers(2, 12),
    st.sampled_from([0.0, 0.3]),
    tip_share=st.sampled_from([{"institution": 0.0}, {"institution": 0.3}]),
    quotas=st.lists(quota, max_size=3).map(tuple),
    teams=st.lists(team, max_size=2).map(tuple),
    visits=st.lists(visit, max_size=1).map(tuple),
    flagged_percentile=st.just(50.0),
    excluded_kinds=st.just(("B",)),
    fill_capacity=st.booleans(),
    visit_hours=st.just(10),
)  # fmt: skip


@given(st.lists(entity, max_size=16), policies, st.sampled_from("abc"))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_list_keeps_to_its_policy_whatever_is_drawn(
    given_rows: list[dict[str, Any]], rules: Policy, seed: str
) -> None:
    rows = people(given_rows).to_dicts()
    try:
        choice = chosen(given_rows, rules, seed)
    except ImpossiblePolicyError:
        return
    listed = dict(modes(choice))
    assert keeps(rows, listed, rules, MONTH)
    for row in rows:
        if row["entity_id"] in listed:
            rested = row["last_outcome_date"] is None or listed[row["entity_id"]] == "tip"
            assert row["kind"] != "B"
            assert rested
    drawn = set(choice.draw.filter("drawn")["entity_id"])
    assert drawn == {entity for entity, mode in listed.items() if mode == "random"}
    expected = sum(way.times * sum(way.places) for way in choice.ways)
    tickets = sum(way.times for way in choice.ways)
    assert choice.draw["chance"].sum() * tickets == expected * 10**9


@given(
    st.lists(entity.map(lambda row: row | {"tips": None}), max_size=6),
    policies.filter(lambda rules: all(one.by == "ranked" for one in rules.quotas)),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_policy_is_refused_only_when_no_list_at_all_keeps_to_it(
    given_rows: list[dict[str, Any]], rules: Policy
) -> None:
    rows = people(given_rows).to_dicts()
    free = [
        row["entity_id"] for row in rows if row["kind"] != "B" and row["last_outcome_date"] is None
    ]
    lists = (
        dict.fromkeys(some, "model") for n in range(len(free) + 1) for some in combinations(free, n)
    )
    possible = any(keeps(rows, one, rules, MONTH) for one in lists)
    try:
        chosen(given_rows, rules)
    except ImpossiblePolicyError:
        assert not possible
    else:
        assert possible
