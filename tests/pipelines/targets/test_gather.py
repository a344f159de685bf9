"""From the store to the inputs of a list."""

import polars as pl
import pytest

from pipelines import Workspace
from pipelines.targets.inputs import TargetInputs
from pipelines.workspace.inputs import target_inputs


@pytest.fixture(scope="module")
def gathered(done: Workspace, month: str) -> TargetInputs:
    from pipelines.score import read_scores

    scored = {"institution": read_scores(done.store, "institution", month)}
    return target_inputs(done._session, month, done._session.policy(), scored)


def test_everyone_listed_with_a_score_has_reasons_and_a_course(
    done: Workspace, month: str, gathered: TargetInputs
) -> None:
    table = pl.read_csv(done.root / f"targets/{month}/targets.csv").filter(
        pl.col("level") == "institution", pl.col("score").is_not_null()
    )
    level = gathered.levels["institution"]
    explained = set(level.reasons.collect()["entity_id"])
    seen = set(level.course.collect()["entity_id"])
    assert set(table["entity_id"]) <= explained
    assert set(table["entity_id"]) <= seen


def test_the_team_gets_the_check_list_and_everybody_behind_the_hits(gathered: TargetInputs) -> None:
    hits, site = gathered.hits.collect(), gathered.site
    assert set(hits["violation"]) <= set(site.checklist["violation"])
    assert site.persons["psn_no"].to_list() == hits["psn_no"].unique().drop_nulls().sort().to_list()
    assert set(site.stays["mdtrt_id"]) < set(hits["mdtrt_id"])
    assert set(site.departments["entity_id"]) <= set(hits["fixmedins_code"])
    assert site.departments["hits"].sum() <= hits.height
