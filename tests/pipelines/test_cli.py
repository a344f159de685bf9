"""The command line: thin covers, exit code 2 and one message for a user's mistake."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines import Workspace
from pipelines.city import simulate
from pipelines.cli import app

COMMANDS = [
    "demo", "simulate", "map", "ingest", "key", "resolve", "profile", "tune", "train", "score",
    "alerts", "rings", "explain", "targets", "run", "backtest", "monitor", "compare",
    "promote", "rollback", "history", "shadow", "card", "verify", "forms",
]  # fmt: skip


HASHED = '\npseudonymise = ["psn_no"]\n\n[[table]]'


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The installed command, as a user calls it."""
    command = [str(Path(sys.executable).with_name("feijian")), *map(str, words)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert command in result.output


def test_help_does_not_load_the_heavy_libraries() -> None:
    code = (
        "import sys; import pipelines.cli; "
        "heavy = ('mlflow', 'sklearn', 'lightgbm', 'shap', 'altair', 'optuna',"
        " 'psycopg', 'fastexcel', 'cryptography', 'pyarrow');"
        "print([m for m in heavy if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_an_export_nobody_described_reaches_the_lake_with_pseudonyms(tmp_path: Path) -> None:
    exports = simulate(tmp_path / "raw", persons=300, months=6, seed=3).out
    described, key = tmp_path / "proposed.toml", tmp_path / "bureau.key"
    proposed = run("map", exports, "--out", described)
    assert proposed.returncode == 0, proposed.stderr
    again = run("map", exports, "--out", described)
    assert (again.returncode, "never" in again.stderr or "exists" in again.stderr) == (2, True)
    text = described.read_text(encoding="utf-8").replace("\n[[table]]", HASHED, 1)
    described.write_text(text, encoding="utf-8")
    ws = ("-w", tmp_path / "ws")
    unlocked = run("ingest", exports, "--mapping", described, "--explain", "--json", *ws)
    assert {each["table"] for each in json.loads(unlocked.stdout)} >= {"setl", "inv", "tip"}
    assert not (tmp_path / "ws" / "lake").exists()
    refused = run("ingest", exports, "--mapping", described, *ws)
    assert (refused.returncode, "needs a key" in refused.stderr) == (2, True)
    assert run("key", key, *ws).returncode == 0
    done = run("ingest", exports, "--mapping", described, "--key", key, *ws, "--json")
    accounts = json.loads(done.stdout)
    assert all(of["read"] == of["kept"] + of["quarantined"] for of in accounts.values())
    pseudonym = Workspace(ws[1]).store.lake("psn").collect()["psn_no"][0]
    known = json.loads(run("resolve", pseudonym, "--key", key, *ws, "--json").stdout)
    assert known[pseudonym] in (exports / "psn_info_b.csv").read_text(encoding="utf-8-sig")


def test_a_place_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("not a folder")
    out = run("simulate", taken / "raw", "--persons", "500", "--months", "6")
    assert (out.returncode, out.stderr.count("\n")) == (2, 1)
    assert "Traceback" not in out.stderr


def test_a_city_is_put_beside_the_published_figures(tmp_path: Path) -> None:
    small = ("simulate", tmp_path / "city", "--persons", "500", "--months", "6", "--report")
    told = run(*small, "--lang", "en")
    assert told.returncode == 0, told.stderr
    assert "in-patient share of cost" in told.stdout
    assert "The city checks the machinery" in told.stdout
    figures = {one["name"]: one for one in json.loads(run(*small, "--json").stdout)["figures"]}
    assert figures["medfee_mean"]["aim"] == 874
    assert figures["medfee_mean"]["figure"] == "次均总费用(元)"
    assert figures["medfee_mean"]["measured"] > 0


def test_json_is_for_programs(done: Workspace, month: str) -> None:
    out = run("score", "--month", month, "--level", "doctor", "-w", done.root, "--json")
    assert out.returncode == 0, out.stderr
    assert json.loads(out.stdout)[0]["rank"] == 1


def test_a_draw_is_verified_or_what_differs_is_told(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    out = run("draw", "--month", month, "-w", done.root, "--json")
    assert out.returncode == 0, out.stderr
    (file,) = json.loads(out.stdout)["files"]
    equal = run("draw", "--verify", file)
    assert equal.returncode == 0, equal.stderr
    assert "equal, drawn again from the file alone" in equal.stdout
    other = tmp_path / "other.json"
    text = Path(file).read_text(encoding="utf-8")
    other.write_text(text.replace('"seed": "feijian"', '"seed": "another"'), encoding="utf-8")
    differs = run("draw", "--verify", other)
    assert differs.returncode == 2
    assert "is not what is drawn again" in differs.stderr


def test_alerts_and_their_counts_by_level(done: Workspace, month: str) -> None:
    out = run("alerts", "--month", month, "-w", done.root, "--json")
    assert out.returncode == 0, out.stderr
    raised = json.loads(out.stdout)
    assert {"rule_name", "national_code", "certainty", "threshold"} <= raised[0].keys()
    told = run("profile", "--month", month, "-w", done.root, "--json")
    counts = {level: of["alerts"] for level, of in json.loads(told.stdout).items()}
    assert sum(counts.values()) == len(raised) == done.alerts(month).height
    assert "department" in counts


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["profile", "--month", "2031-01"], "no settlements in 2031-01"),
        (["profile", "--month", "June"], "a month is written YYYY-MM"),
        (["explain", "H000"], "no entity 'H000'"),
        (["score", "--lang", "fr"], "--lang is zh or en"),
        (["ingest", "nowhere", "--mapping", "missing.toml"], "missing.toml"),
        (["train", "--level", "hospital"], "no level 'hospital'"),
    ],
)
def test_a_mistake_is_one_message_and_exit_code_2(
    done: Workspace, words: list[str], message: str
) -> None:
    out = run(*words, "-w", done.root)
    assert out.returncode == 2
    assert message in out.stderr
    assert "Traceback" not in out.stderr
