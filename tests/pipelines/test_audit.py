"""The audit log only grows."""

import json
from pathlib import Path

from pipelines.audit import record


def test_acts_are_appended(tmp_path: Path) -> None:
    record(tmp_path, "ingest", mapping="a")
    record(tmp_path, "score", level="doctor")
    lines = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text().splitlines()]
    assert [line["act"] for line in lines] == ["ingest", "score"]
    assert lines[1]["level"] == "doctor"
    assert {"at", "by"} <= lines[0].keys()
