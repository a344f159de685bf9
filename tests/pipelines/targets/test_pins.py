"""A manifest pins all that its list rests on, and nothing of the machine."""

import json

from pipelines import Workspace


def test_the_manifest_pins_inputs_models_settings_and_files(done: Workspace, month: str) -> None:
    folder = done.root / f"targets/{month}"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["month"] == month
    assert manifest["window"][1] == month
    assert set(manifest["models"]) == {"institution", "doctor", "patient"}
    assert all(of["sha256"] for of in manifest["models"].values())
    assert any(name.startswith("lake/fee/") for name in manifest["inputs"])
    assert {"targets.csv", "targets.xlsx", "targets.html"} <= manifest["files"].keys()
    assert manifest["settings"]["thresholds"]["readmission_days"] == 30
    assert str(done.root) not in json.dumps(manifest), "no path of the machine"
