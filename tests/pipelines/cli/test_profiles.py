"""Profiles and alerts, by commands."""

import json

from pipelines import Workspace
from tests.pipelines.cli.called import run


def test_alerts_and_their_counts_by_level(done: Workspace, month: str) -> None:
    out = run("alerts", "--month", month, "-w", done.root, "--json")
    assert out.returncode == 0, out.stderr
    raised = json.loads(out.stdout)
    assert {"rule_name", "national_code", "certainty", "threshold"} <= raised[0].keys()
    told = run("profile", "--month", month, "-w", done.root, "--json")
    counts = {level: of["alerts"] for level, of in json.loads(told.stdout).items()}
    assert sum(counts.values()) == len(raised) == done.alerts(month).height
    assert "department" in counts
