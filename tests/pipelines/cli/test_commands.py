"""The command line: thin covers, exit code 2 and one message for a user's mistake."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pipelines import Workspace
from pipelines.cli import app
from tests.pipelines.cli.called import run

COMMANDS = [
    "demo", "simulate", "map", "ingest", "key", "resolve", "profile", "alerts", "tune", "train",
    "score", "compare", "promote", "rollback", "history", "shadow", "card", "explain", "rings",
    "proof", "targets", "verify", "draw", "backtest", "monitor", "forms", "run",
]  # fmt: skip


def test_help_names_the_commands_in_the_order_of_the_work() -> None:
    assert list(typer.main.get_command(app).commands) == COMMANDS


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


def test_a_place_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("not a folder")
    out = run("simulate", taken / "raw", "--persons", "500", "--months", "6")
    assert (out.returncode, out.stderr.count("\n")) == (2, 1)
    assert "Traceback" not in out.stderr


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
