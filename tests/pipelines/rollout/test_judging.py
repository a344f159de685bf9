"""Months are judged by what nobody knew when they began."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from models.comparison import CHALLENGER, CHAMPION, JUDGED
from pipelines import Workspace
from pipelines.casework.cases import outcomes
from pipelines.registry.versions import load
from pipelines.rollout.judging import DIMENSIONS, Judge, Seen
from tests.conftest import WAITS_AT as LEVEL
from tests.conftest import copy_of

pytestmark = pytest.mark.slow


def judge(ws: Workspace, challenger: int) -> Judge:
    versions = {CHAMPION: load(LEVEL, "1"), CHALLENGER: load(LEVEL, str(challenger))}
    return Judge(ws._session.profiler(), versions, 5)


@pytest.fixture(scope="module")
def seen(waiting: Workspace, challenger: int) -> list[Seen]:
    judging = judge(waiting, challenger)
    return judging.run(judging.months("2025-02", 6))


def test_months_have_a_whole_window_behind_them(seen: list[Seen]) -> None:
    assert [each.month for each in seen] == ["2024-12", "2025-01", "2025-02"]


def test_a_version_judges_only_months_after_its_training(seen: list[Seen]) -> None:
    assert [each.how[CHALLENGER] for each in seen] == ["anew", "anew", "itself"]


def test_who_is_judged_was_not_known_before(waiting: Workspace, seen: list[Seen]) -> None:
    cases = outcomes(waiting.store, LEVEL)
    for each in seen:
        assert each.judged.columns == [*JUDGED, *DIMENSIONS]
        first = dt.date.fromisoformat(f"{each.month}-01")
        known = cases.filter(pl.col("confirmed_date") >= first)["entity_id"]
        assert each.judged["entity_id"].is_in(known.implode()).all()
        assert each.judged["visited"].unique().len() == 1


def test_what_is_found_later_changes_no_score_of_the_month(
    waiting: Workspace, challenger: int, seen: list[Seen], tmp_path: Path
) -> None:
    ws = copy_of(waiting, tmp_path / "workspace")
    judged = set(seen[0].judged["entity_id"])
    ranked = seen[0].scores[CHAMPION]["entity_id"]
    other = next(entity for entity in ranked if entity not in judged)
    cases = pl.read_parquet(ws.store.partition("lake/case", "all"))
    later = cases.head(1).with_columns(
        case_id=pl.lit("planted"),
        subject_type=pl.lit(LEVEL).cast(cases.schema["subject_type"]),
        subject_code=pl.lit(other),
        outcome=pl.lit("confirmed").cast(cases.schema["outcome"]),
        period_start=dt.date(2024, 6, 1),
        period_end=dt.date(2024, 11, 30),
        confirmed_date=dt.date(2024, 12, 20),
    )
    ws.store.write("lake/case", "all", pl.concat([cases, later]))
    again = judge(ws, challenger).run(["2024-12"])[0]
    assert other in set(again.judged["entity_id"])
    for name in (CHAMPION, CHALLENGER):
        assert again.scores[name].equals(seen[0].scores[name])
