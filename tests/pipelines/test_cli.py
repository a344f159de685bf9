"""The command line: thin covers, exit code 2 and one message for a user's mistake."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines import Workspace
from pipelines.cli import app

COMMANDS = [
    "demo", "simulate", "ingest", "profile", "tune", "train", "score", "explain", "targets", "run",
]  # fmt: skip


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
        "print([m for m in ('mlflow', 'sklearn', 'lightgbm', 'shap', 'altair', 'optuna')"
        " if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_json_is_for_programs(done: Workspace, month: str) -> None:
    out = run("score", "--month", month, "--level", "doctor", "-w", done.root, "--json")
    assert out.returncode == 0, out.stderr
    assert json.loads(out.stdout)[0]["rank"] == 1


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
