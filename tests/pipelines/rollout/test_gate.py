"""What the gate lets through, what it holds, and with which reason."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from models.comparison import CHALLENGER, CHAMPION, figures, sign_test
from models.differences import Draws, differences
from pipelines.rollout.gate import Decision, Findings, decide
from pipelines.rollout.rules import Rules, read_rules
from tests.models.rollouts import judged

COLUMNS = frozenset(f"c{i}" for i in range(10))


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    return read_rules(tmp_path_factory.mktemp("plain"))


def findings(rows: pl.DataFrame) -> Findings:
    """Sound in every respect but, perhaps, what the rows say."""
    told = figures(rows)
    return Findings(
        judged=rows,
        figures=told,
        differences=differences(rows, Draws(seed=0, count=300), ["area"]),
        signs=sign_test(told),
        kept={CHAMPION: 0.8, CHALLENGER: 0.75},
        columns={CHAMPION: COLUMNS, CHALLENGER: COLUMNS},
        as_of={CHAMPION: "2024-05", CHALLENGER: "2024-06"},
        last_month="2024-06",
        fewest_reasons=3,
        most_of_one=(0.2, "stay_days"),
        repeated="",
    )


def failed(decision: Decision) -> set[str]:
    return {line.name for line in decision.failed}


def shuffled(seed: int) -> Findings:
    """It learnt from labels that had been dealt out anew, so it knows nothing."""
    return findings(judged(seed, 0.0, entities=300, months=6))


def half(seed: int) -> Findings:
    """Half of the features, so half of what gives cheaters away, at best."""
    found = findings(judged(seed, 0.4, entities=300, months=6))
    return replace(found, columns={**found.columns, CHALLENGER: frozenset(sorted(COLUMNS)[:5])})


def leak(seed: int) -> Findings:
    """It has seen what was to be found out."""
    return findings(judged(seed, 1.0, entities=300, months=6, noise=0.05))


def stale(seed: int) -> Findings:
    """It was taught two years ago."""
    found = findings(judged(seed, 0.9, entities=300, months=6))
    return replace(found, as_of={**found.as_of, CHALLENGER: "2022-06"})


def inverted(seed: int) -> Findings:
    """The best lead comes last."""
    rows = judged(seed, 1.0, entities=300, months=6)
    return findings(rows.with_columns(challenger=-pl.col("champion")))


@pytest.mark.parametrize(
    ("worse", "reasons"),
    [
        (shuffled, {"average_precision"}),
        (half, {"columns_lost"}),
        (leak, {"leak"}),
        (stale, {"behind", "stale"}),
        (inverted, {"average_precision", "random"}),
    ],
)
def test_a_challenger_made_worse_is_held_for_the_right_reason(
    worse: Callable[[int], Findings], reasons: set[str], rules: Rules
) -> None:
    for seed in range(20):
        decision = decide(worse(seed), rules)
        assert decision.verdict == "hold"
        held = {line.name for line in decision.lines if line.state == "hold"}
        assert reasons <= held, (seed, held)


def test_a_better_challenger_passes(rules: Rules) -> None:
    for seed in range(20):
        decision = decide(findings(judged(seed, 2.0, entities=300, months=6)), rules)
        assert (decision.verdict, decision.claim) == ("pass", "better"), failed(decision)


def test_an_equal_challenger_is_hardly_ever_called_better(rules: Rules) -> None:
    claims = [decide(findings(judged(seed, 1.0)), rules).claim for seed in range(100)]
    assert claims.count("better") <= 5
    assert set(claims) <= {"better", "not worse", "undecided", "worse"}
    assert claims.count("not worse") + claims.count("undecided") >= 90


def test_the_same_model_again_is_not_worse(rules: Rules) -> None:
    rows = judged(1).with_columns(challenger=pl.col("champion"))
    decision = decide(findings(rows), rules)
    assert (decision.verdict, decision.claim) == ("pass", "not worse")


def test_few_data_say_nothing_however_good_it_looks(rules: Rules) -> None:
    decision = decide(findings(judged(1, 3.0, entities=24, months=2)), rules)
    assert (decision.verdict, decision.claim) == ("not enough evidence", "undecided")
    assert {"months", "judged", "entities", "confirmed"} <= failed(decision)


def test_nobody_judged_is_not_enough_evidence(rules: Rules) -> None:
    decision = decide(findings(judged(1).clear()), rules)
    assert decision.verdict == "not enough evidence"


def test_a_group_that_loses_much_holds_a_model_that_gains_overall(rules: Rules) -> None:
    rows = judged(3, 3.0, entities=400, months=4)
    unfair = rows.with_columns(
        challenger=pl.when(pl.col("area") == "east")
        .then(-pl.col("champion"))
        .otherwise("challenger")
    )
    decision = decide(findings(unfair), rules)
    assert decision.verdict == "hold"
    assert [line.told for line in decision.failed if line.name == "group"] == ["area east"]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"repeated": "another model"}, "repeated"),
        ({"fewest_reasons": 0}, "explained"),
        ({"most_of_one": (0.9, "tips")}, "one_feature"),
        ({"kept": {CHAMPION: 0.8, CHALLENGER: 0.2}}, "steadiness"),
        ({"columns": {CHAMPION: COLUMNS, CHALLENGER: COLUMNS | {"new"}}}, "columns_added"),
        ({"as_of": {CHAMPION: "2024-06", CHALLENGER: "2024-05"}}, "behind"),
    ],
)
def test_each_rule_holds_on_its_own(rules: Rules, changed: dict[str, object], name: str) -> None:
    sound = findings(judged(3, 2.0, entities=300, months=6))
    assert failed(decide(sound, rules)) == set()
    decision = decide(replace(sound, **changed), rules)
    assert (decision.verdict, failed(decision)) == ("hold", {name})


@pytest.mark.parametrize("changed", [{"repeated": None}, {"fewest_reasons": None}])
def test_what_was_not_tried_is_not_passed(rules: Rules, changed: dict[str, object]) -> None:
    sound = findings(judged(3, 2.0, entities=300, months=6))
    assert decide(replace(sound, **changed), rules).verdict == "not enough evidence"


def test_a_bureau_may_ask_for_better(rules: Rules) -> None:
    strict = replace(rules, standing=replace(rules.standing, required="better"))
    rows = judged(1).with_columns(challenger=pl.col("champion"))
    decision = decide(findings(rows), strict)
    assert (decision.verdict, failed(decision)) == ("hold", {"average_precision"})
