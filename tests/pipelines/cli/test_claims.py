"""An export on its way to the lake, by commands."""

import json
from pathlib import Path

from pipelines import Workspace
from pipelines.city import simulate
from tests.pipelines.cli.called import run

HASHED = '\npseudonymise = ["psn_no"]\n\n[[table]]'


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
