"""From a version that waits to one in use, and back, on the small city."""

import json
import os
import shutil
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from models.bundle import Bundle, FormatError
from models.comparison import ALL
from pipelines import InputError, Workspace
from pipelines.cli import app
from pipelines.registry import versions
from pipelines.registry.tracking import client
from pipelines.registry.versions import OutdatedError, champion, load
from pipelines.rollout.comparing import Comparison
from tests.conftest import WAITS_AT as LEVEL
from tests.conftest import copy_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def compared(waiting: Workspace, challenger: int) -> Comparison:
    found = waiting.compare(LEVEL, challenger)
    if folder := os.environ.get("LOOK"):
        found.to_html(Path(folder) / "comparison.html")
        waiting.card(LEVEL, challenger).to_html(Path(folder) / "card.html")
    return found


def test_both_judge_the_same_months_and_entities(compared: Comparison, month: str) -> None:
    assert compared.months[-1] == {"month": month, "champion": "itself", "challenger": "itself"}
    assert compared.months[0]["champion"] == compared.months[0]["challenger"] == "anew"
    figures = compared.tables["figures"]
    counts = figures.group_by("month").agg(pl.col("n", "confirmed").n_unique())
    assert set(counts["n"]) == set(counts["confirmed"]) == {1}


def test_few_trees_more_are_not_called_better(compared: Comparison) -> None:
    assert compared.gate.verdict == "not enough evidence"
    assert compared.gate.claim == "undecided"
    states = {line.name: line.state for line in compared.gate.lines}
    assert states["repeated"] == states["explained"] == states["columns_lost"] == "pass"


def test_the_comparison_is_kept_and_repeats_to_the_byte(
    waiting: Workspace, challenger: int, compared: Comparison
) -> None:
    folder = waiting.root / f"comparisons/{LEVEL}/{challenger}-against-1"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(before) == {"comparison.html", "comparison.json", "figures.csv"}
    waiting.compare(LEVEL, challenger)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert json.loads(before["comparison.json"])["verdict"] == compared.gate.verdict


def test_the_registry_learns_the_verdict_and_nobodys_name(
    waiting: Workspace, challenger: int, compared: Comparison
) -> None:
    import mlflow

    tags = client().get_model_version(f"feijian-{LEVEL}", str(challenger)).tags
    assert (tags["gate"], tags["comparison_sha256"]) == (compared.gate.verdict, compared.sha256)
    run = tags["comparison_run"]
    text = mlflow.artifacts.load_text(f"runs:/{run}/comparison.json")
    entities = waiting.profiles(LEVEL, compared.months[-1]["month"])["entity_id"]
    assert not [entity for entity in entities if f'"{entity}"' in text]


def test_the_pages_load_nothing_and_name_both_versions(
    waiting: Workspace, compared: Comparison, tmp_path: Path
) -> None:
    page = compared.to_html(tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 2
    assert "http" not in page.replace("http://www.w3.org", "").replace("http-equiv", "")
    assert all(str(of["name"]) in page for of in compared.versions.values())
    english = Workspace(waiting.root, lang="en").card(LEVEL)
    card = english.to_html(tmp_path / "card.html").read_text(encoding="utf-8")
    assert "Known limits" in card
    assert english.facts["trained_by"]


def test_promote_and_rollback_move_what_scores(
    waiting: Workspace, challenger: int, compared: Comparison, month: str, tmp_path: Path
) -> None:
    ws = copy_of(waiting, tmp_path / "workspace")
    with pytest.raises(InputError, match=r"not enough evidence.*--override REASON --by WHO"):
        ws.promote(LEVEL, challenger)
    with pytest.raises(InputError, match="needs a reason and who decides"):
        ws.promote(LEVEL, challenger, override="pilot")
    promoted = ws.promote(LEVEL, challenger, override="pilot in one district", by="Li")
    assert (promoted.act, promoted.comparison) == ("override", compared.sha256)
    assert set(promoted.held) == {line.name for line in compared.gate.failed}
    assert ws.score(month, LEVEL)["model_version"][0] == f"feijian-{LEVEL}/{challenger}"
    assert champion(LEVEL) == challenger
    with pytest.raises(InputError, match="is the version in use"):
        ws.promote(LEVEL, challenger)
    folder = ws.root / f"targets/{month}"
    listed = (folder / "targets.csv").read_bytes()
    ws.run(month)
    then = shutil.copytree(folder, tmp_path / "then")
    assert (then / "targets.csv").read_bytes() != listed
    ws.rollback(LEVEL, reason="too many pharmacies", by="Li")
    ws.run(month)
    assert (folder / "targets.csv").read_bytes() == listed
    assert ws.verify(then) == [], "what the other version listed can still be listed"
    told = ws.history(LEVEL)
    assert told["act"].to_list() == ["first", "override", "rollback"]
    assert told["in_use"].to_list() == told["alias"].to_list() == [False, False, True]
    for row in told.iter_rows(named=True):
        assert load(LEVEL, str(row["version"])).sha256 == row["sha256"]


def test_a_version_that_is_no_longer_read_is_replaced_by_a_person(
    waiting: Workspace, challenger: int, month: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = copy_of(waiting, tmp_path / "workspace")
    before, opened = load(LEVEL, "1").sha256, versions._opened

    def read(held: versions._Files) -> Bundle:
        if held.sha256 == before:
            raise FormatError("a model of format 1, and this version reads 9: train it anew")
        return opened(held)

    with monkeypatch.context() as updated:
        updated.setattr(versions, "_opened", read)
        with pytest.raises(OutdatedError, match=rf"promote --level {LEVEL} .* --override REASON"):
            ws.score(month, LEVEL)
        with pytest.raises(OutdatedError, match="cannot be compared"):
            ws.promote(LEVEL, challenger)
        with pytest.raises(OutdatedError, match="version 1"):
            ws.promote(LEVEL, 1, override="feijian was updated", by="Li")
        promoted = ws.promote(LEVEL, challenger, override="feijian was updated", by="Li")
        assert (promoted.act, promoted.verdict, promoted.held) == ("override", "not compared", ())
        assert ws.score(month, LEVEL)["model_version"][0] == f"feijian-{LEVEL}/{challenger}"
        assert champion(LEVEL) == challenger
        with pytest.raises(OutdatedError, match="version 1"):
            ws.rollback(LEVEL, reason="back", by="Li")
    ws.rollback(LEVEL, reason="back", by="Li")
    assert champion(LEVEL) == 1


def test_a_shadow_scores_beside_the_champion_and_no_list_sees_it(
    waiting: Workspace, challenger: int, month: str, tmp_path: Path
) -> None:
    ws = copy_of(waiting, tmp_path / "workspace")
    before = (ws.root / f"targets/{month}/targets.csv").read_bytes()
    assert ws.shadow(LEVEL, challenger) == [challenger]
    ws.run(month)
    assert (ws.root / f"targets/{month}/targets.csv").read_bytes() == before
    told = ws.shadows(LEVEL)
    assert told.select("version", "month").rows() == [(challenger, month)]
    assert told["overlap"][0] > 0.5
    assert ws.shadow(LEVEL) == []


def test_months_can_be_named(waiting: Workspace, challenger: int, month: str) -> None:
    found = waiting.compare(LEVEL, challenger, months=[month])
    assert [each["month"] for each in found.months] == [month]
    assert set(found.tables["figures"]["month"]) <= {month, ALL}
    assert found.tables["steadiness"].is_empty()
    waiting.compare(LEVEL, challenger)


def test_the_command_line_covers_the_verbs(
    waiting: Workspace, challenger: int, compared: Comparison, tmp_path: Path
) -> None:
    ws = copy_of(waiting, tmp_path / "workspace")

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, [*words, "--level", LEVEL, "-w", str(ws.root)])
        return result.exit_code, result.output

    who = ("--challenger", str(challenger))
    code, told = run("compare", *who, "--html", str(tmp_path / "page.html"))
    assert (code, "not enough evidence; undecided" in told) == (0, True), told
    assert (tmp_path / "page.html").exists()
    code, told = run("promote", *who, "--override", "pilot", "--by", "Li", "--json")
    assert (code, json.loads(told)["act"]) == (0, "override"), told
    assert run("rollback", "--by", "Li")[0] == 0
    code, told = run("history", "--json")
    assert [each["act"] for each in json.loads(told)] == ["first", "override", "rollback"]
    assert run("shadow", *who)[0] == 0
    code, told = run("card", "--json")
    assert (code, json.loads(told)["version"]) == (0, f"feijian-{LEVEL}/1"), told


def test_the_version_in_use_is_no_shadow_of_its_own(waiting: Workspace) -> None:
    with pytest.raises(InputError, match="/1 is the version in use"):
        waiting.shadow(LEVEL, 1)
    assert waiting.shadow(LEVEL) == []


@pytest.mark.parametrize(
    ("level", "version", "message"),
    [
        ("hospital", "1", "no level 'hospital'"),
        (LEVEL, "99", "no version or alias '99'"),
        (LEVEL, "1", "is the version in use"),
    ],
)
def test_a_wrong_call_gets_one_clear_message(
    waiting: Workspace, level: str, version: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        waiting.compare(level, version)
