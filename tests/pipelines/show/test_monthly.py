import json
from pathlib import Path

import polars as pl
import pytest

from features.contract import LEVELS
from pipelines import show
from pipelines.targets.choose import COVERAGE
from pipelines.workspace.lists import Listed


def test_a_level_without_a_model_is_told_beside_the_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show.untrained(["doctor", "patient"])
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split(":")[0] for line in told.err.splitlines()] == ["doctor", "patient"]
    assert "nobody can be scored" in told.err


@pytest.mark.parametrize("as_json", [True, False])
def test_a_level_without_scores_is_told_beside_the_output(
    capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    columns = ("entity_id", "rank", "score", "percentile", "probability")
    table = pl.DataFrame({"level": ["institution"]} | {name: [None] for name in columns})
    show.scores(table, None, as_json=as_json)
    told = capsys.readouterr()
    assert [line.split(":")[0] for line in told.err.splitlines()] == ["doctor", "patient"]
    assert "feijian train --level doctor" in told.err
    assert "not scored" not in told.out


def test_nothing_is_missing_where_one_level_was_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = pl.DataFrame(schema=["entity_id", "rank", "score", "percentile", "probability"])
    show.scores(table, "doctor", as_json=True)
    assert capsys.readouterr().err == ""


def test_what_quotas_came_to_is_told_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    table = pl.DataFrame({"level": ["doctor"], "mode": ["risk"]})
    rows = [("doctor", "医师三成", 10, 3, 0, 4, None)]
    coverage = pl.DataFrame(rows, schema=COVERAGE, orient="row")
    outcome = Listed(Path("list"), table, (), LEVELS, coverage)
    show.listed(outcome, as_json=True)
    assert json.loads(capsys.readouterr().out)["coverage"] == coverage.to_dicts()
    show.listed(outcome, as_json=False)
    assert "医师三成" in capsys.readouterr().out
    show.listed(Listed(Path("list"), table, (), LEVELS, coverage.clear()), as_json=False)
    assert "quota" not in capsys.readouterr().out
