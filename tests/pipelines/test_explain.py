"""One entity explained, whatever its rank."""

import pytest

from pipelines import InputError, Workspace


def test_an_entity_far_down_the_ranking_is_explained_too(done: Workspace, month: str) -> None:
    scores = done.score(month, "patient")
    last = scores.drop_nulls("score").row(-1, named=True)
    told = done.explain(last["entity_id"], month)
    assert told.level == "patient"
    assert told.base + told.reasons["contribution"].sum() == pytest.approx(last["score"], abs=1e-6)


def test_the_strongest_reason_stands_first(done: Workspace, month: str) -> None:
    best = done.score(month, "doctor")["entity_id"][0]
    contributions = done.explain(best, month).table()["contribution"]
    assert contributions.is_sorted(descending=True)


def test_an_entity_without_a_score_says_why(done: Workspace, month: str) -> None:
    unscored = done.score(month, "patient").filter(done.score(month, "patient")["score"].is_null())[
        "entity_id"
    ][0]
    with pytest.raises(InputError, match=r"was not scored in .*: few_encounters"):
        done.explain(unscored, month)
