"""Scores, by commands."""

import json

from pipelines import Workspace
from tests.pipelines.cli.called import run


def test_json_is_for_programs(done: Workspace, month: str) -> None:
    out = run("score", "--month", month, "--level", "doctor", "-w", done.root, "--json")
    assert out.returncode == 0, out.stderr
    assert json.loads(out.stdout)[0]["rank"] == 1
