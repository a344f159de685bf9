"""Scores as they lie in the store."""

from pathlib import Path

import polars as pl
import pytest

from pipelines import InputError, Workspace
from pipelines.score import read_profile, read_scores, scored_levels
from pipelines.store import Store


def test_scores_have_the_columns_others_rely_on(done: Workspace, month: str) -> None:
    scored = read_scores(done.store, "institution", month)
    assert scored.table.columns == [
        "entity_id", "month", "anomaly", "case_margin", "score", "percentile", "probability",
        "rank", "not_scored_reason", "model_version",
    ]  # fmt: skip
    assert scored.reasons.columns == [
        "entity_id", "month", "feature", "value", "peer_group", "peer_median", "robust_z",
        "contribution_anomaly", "contribution_case", "contribution", "cause", "violations",
        "suspicion", "evidence", "text",
    ]  # fmt: skip


def test_ranks_follow_scores_and_the_unscored_say_why(done: Workspace, month: str) -> None:
    table = read_scores(done.store, "patient", month).table
    ranked = table.filter(pl.col("rank").is_not_null()).sort("rank")
    assert ranked["score"].is_sorted(descending=True)
    unscored = table.filter(pl.col("score").is_null())
    assert unscored.height > 0
    assert unscored["not_scored_reason"].null_count() == 0


def test_without_enough_cases_there_is_no_probability(done: Workspace, month: str) -> None:
    table = read_scores(done.store, "patient", month).table
    assert table["probability"].null_count() == table.height
    assert table["case_margin"].null_count() == table.height


def test_scores_of_changed_profiles_are_not_used(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    for folder in (f"scores/doctor/month={month}", f"profiles/doctor/month={month}"):
        (tmp_path / folder).parent.mkdir(parents=True)
        (tmp_path / folder).symlink_to(done.root / folder)
    assert scored_levels(store, month) == ["doctor"]
    profile, _ = read_profile(store, "doctor", month)
    (tmp_path / f"profiles/doctor/month={month}").unlink()
    store.write("profiles/doctor", month, profile.head(1))
    with pytest.raises(InputError, match="have changed since they were scored"):
        read_scores(store, "doctor", month)
