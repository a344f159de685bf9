"""What `feijian ingest` prints."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from pipelines import show
from pipelines.intake import IngestReport
from pipelines.intake.report import TableReport
from pipelines.intake.unlocks import unlocks


@pytest.fixture
def report() -> IngestReport:
    refused = defaultdict(Counter, {"2024-01": Counter(primary_key=2)})
    tables = {
        "setl": TableReport(
            read=1_234_567, new=1_234_000, replaced=5, repeated=560, quarantined=2,
            months=("2024-01", "2024-02", "2024-06"), quarantined_by_month=refused,
        ),
        "psn": TableReport(read=7, new=7, months=("all",)),
        "case": TableReport(),
    }  # fmt: skip
    return IngestReport("m", (), tables, ("fee: no file matches fee.csv",), Path("w/ingests/1"))


def test_the_account_fits_a_narrow_screen(
    report: IngestReport, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    show.ingest(report, as_json=False)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[:6] == [
        "table       read     = kept  + quarantined  months             kept as",
        "setl   1,234,567  1,234,565              2  2024-01 … 2024-06  new 1,234,000,",
        "                                                               replaced 5,",
        "                                                               repeated 560",
        "psn            7          7              0  all                new 7",
        "case           0          0              0  -                  -",
    ]
    assert lines[6] == "quarantine setl: primary_key 2"
    assert lines[7].startswith("setl: 2 rows have a key of which another content")
    assert lines[8:] == ["absent fee: no file matches fee.csv", "w/ingests/1/ingest.html"]


def test_json_has_the_whole_account(
    report: IngestReport, capsys: pytest.CaptureFixture[str]
) -> None:
    show.ingest(report, as_json=True)
    setl = json.loads(capsys.readouterr().out)["setl"]
    assert (setl["kept"], setl["superseded"], setl["reasons"]) == (1_234_565, 0, {"primary_key": 2})


def test_what_nothing_rests_on_is_told_by_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    show.unlocks(unlocks(frozenset({"setl", "psn", "psn.emp_no"})), as_json=False)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    rest = lines[lines.index("") + 1 :]
    assert rest[0] == "table  nothing rests on yet"
    assert not [line for line in rest if line.endswith("all of it")], "every table is for something"
    (person,) = [line for line in rest if line.startswith("psn ")]
    assert "updt_time" in person
    assert "emp_no" not in person
    assert max(map(len, lines)) <= 80


def test_unlocks_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    show.unlocks(unlocks(frozenset({"setl"})), as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told[0]["table"] == "setl"
    assert told[0]["supplied"]
