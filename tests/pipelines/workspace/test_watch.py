"""Looking back at lists, and keeping watch, on the small city."""

import datetime as dt
import json
import os
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from models.hindsight import MODEL, RANKINGS
from pipelines import InputError, Workspace
from pipelines.cli import app
from pipelines.registry.versions import load
from pipelines.watch.alert import WatchAlert
from pipelines.watch.backtest import Backtest
from pipelines.watch.looked_back import LookedBack
from pipelines.watch.monitor import Watch
from tests.conftest import copy_of

pytestmark = pytest.mark.slow

FIRST, LAST = "2025-01", "2025-02"
LEVEL = "institution"


@pytest.fixture(scope="module")
def ws(done: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return copy_of(done, tmp_path_factory.mktemp("watch") / "workspace")


@pytest.fixture(scope="module")
def looked_back(ws: Workspace) -> LookedBack:
    return ws.backtest(FIRST, LAST, level=LEVEL)


@pytest.fixture(scope="module")
def watch(ws: Workspace) -> Watch:
    return ws.monitor(LAST)


def test_every_month_has_its_list(looked_back: LookedBack) -> None:
    assert [each["month"] for each in looked_back.months] == [FIRST, LAST]
    lists = looked_back.tables["lists"]
    assert lists.group_by("month").len().sort("month").rows() == [(FIRST, 5), (LAST, 5)]
    assert lists["place"].to_list() == [1, 2, 3, 4, 5] * 2
    assert set(looked_back.overall["ranking"]) <= set(RANKINGS)


def test_both_are_kept_as_page_and_json(
    ws: Workspace, looked_back: LookedBack, watch: Watch
) -> None:
    folder = ws.backtest_folder(LEVEL, FIRST, LAST)
    names = {path.name for path in folder.iterdir()}
    assert names == {"backtest.html", "backtest.json", "figures.csv", "lists.csv"}
    kept = json.loads((ws.monitor_folder(LAST) / "monitor.json").read_text(encoding="utf-8"))
    assert kept["month"] == LAST
    pages = {"backtest": folder, "monitor": ws.monitor_folder(LAST)}
    for name, held in pages.items():
        page = (held / f"{name}.html").read_text(encoding="utf-8")
        assert "<svg" in page
        assert "http" not in page.replace("http://www.w3.org/", "").replace("http-equiv", "")
        if look := os.environ.get("LOOK"):
            (Path(look) / f"{name}.html").write_text(page, encoding="utf-8")


def planted(case: pl.DataFrame, entity: str, day: dt.date) -> pl.DataFrame:
    """One more case, the largest of all, of somebody who was best or worst."""
    fact = {
        "case_id": "FUTURE", "subject_type": LEVEL, "subject_code": entity, "outcome": "confirmed",
        "period_start": dt.date(2024, 6, 1), "period_end": dt.date(2025, 1, 20),
        "confirmed_date": day, "violation_code": "I-02", "amount": 999_999_999,
    }  # fmt: skip
    row = {name: fact.get(name) for name in case.columns}
    return pl.concat([case, pl.DataFrame([row], schema=case.schema)])


def test_what_became_known_later_changes_no_list(
    ws: Workspace, looked_back: LookedBack, tmp_path: Path
) -> None:
    other = copy_of(ws, tmp_path / "workspace")
    path = other.store.partition("lake/case", "all")
    entity = looked_back.tables["lists"].row(0, named=True)["entity_id"]
    planted(pl.read_parquet(path), entity, dt.date(2025, 3, 1)).write_parquet(path)
    again = other.backtest(FIRST, LAST, level=LEVEL)
    lists = [each.backtest_folder(LEVEL, FIRST, LAST) / "lists.csv" for each in (ws, other)]
    assert lists[0].read_bytes() == lists[1].read_bytes()
    found = [each.overall.filter(pl.col("ranking") == MODEL) for each in (looked_back, again)]
    assert found[1]["amount_fen"][0] > found[0]["amount_fen"][0]


def test_what_was_known_before_does_change_them(
    ws: Workspace, looked_back: LookedBack, tmp_path: Path
) -> None:
    other = copy_of(ws, tmp_path / "workspace")
    path = other.store.partition("lake/case", "all")
    entity = looked_back.tables["lists"].row(0, named=True)["entity_id"]
    planted(pl.read_parquet(path), entity, dt.date(2025, 1, 31)).write_parquet(path)
    lists = other.backtest(FIRST, LAST, level=LEVEL).tables["lists"]
    assert entity not in lists["entity_id"].to_list()


def test_months_without_a_whole_window_are_refused(ws: Workspace) -> None:
    with pytest.raises(InputError, match=r"2024-05 to 2025-01 cannot be looked back at"):
        ws.backtest("2024-05", FIRST, level=LEVEL)


def test_parameters_that_knew_more_than_the_first_month_are_refused(ws: Workspace) -> None:
    version = load(LEVEL, "1")
    facts = {**version.bundle.facts, "parameters": {"known_before": "2025-02-01"}}
    tuned = replace(version, bundle=replace(version.bundle, facts=facts))
    backtest = Backtest(ws._session.profiler(), tuned, ws._session.policy())
    with pytest.raises(InputError, match=r"known before 2025-02-01.*begin at --from 2025-02 "):
        backtest.run(FIRST, LAST)


def test_every_level_in_use_is_watched(watch: Watch) -> None:
    assert [level.level for level in watch.levels] == ["institution", "doctor", "patient"]
    for level in watch.levels:
        assert (level.against, level.drift.height > 0) == (FIRST, True)
    assert set(watch.tables["table"]) >= {"setl", "mdtrt", "fee"}


def test_the_scheduler_sees_whether_something_is_worth_a_look(
    ws: Workspace, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = WatchAlert("missing_table", "inv", numbers={"usual": 5.0})
    for alerts, code in (((), 0), ((alert,), 3)):
        seen = replace(watch, alerts=alerts)
        told = seen.table("en")
        assert (told.columns, told.height) == (["about", "line", "do"], len(alerts))
        monkeypatch.setattr(Workspace, "monitor", lambda *_, seen=seen: seen)
        call = ["monitor", "--month", LAST, "-w", str(ws.root), "--quiet"]
        assert CliRunner().invoke(app, call).exit_code == code
        printed = CliRunner().invoke(app, [*call, "--json"])
        assert [each["kind"] for each in json.loads(printed.stdout)["alerts"]] == [
            a.kind for a in alerts
        ]
