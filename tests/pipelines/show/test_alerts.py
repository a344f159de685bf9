"""What `feijian alerts` prints."""

import json
from pathlib import Path

import polars as pl
import pytest

from features.alerts import ALERT
from models.reasons import Lang
from pipelines import show
from pipelines.show.alerts import LINES_SHOWN

GOLDEN = Path(__file__).parents[2] / "golden"

LINE = {
    "rule": "R-06", "national": 49, "level": "institution", "entity_id": "H1",
    "month": "2025-06", "feature": "split_admission_share", "value": 0.073, "robust_z": 3.25,
    "basis": "value", "side": "above", "threshold": 0.05, "certainty": "suspect",
}  # fmt: skip
RECORD = LINE | {
    "rule": "R-18", "national": None, "feature": "prior_confirmed", "value": 2.0,
    "robust_z": None, "threshold": 1.0, "certainty": "definite",
}  # fmt: skip
FLAT = LINE | {
    "rule": "R-05", "national": None, "level": "department", "entity_id": "H1/03",
    "feature": "daily_cost_spread", "value": 0.1, "robust_z": -4.0, "basis": "z",
    "side": "below", "threshold": -3.0,
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_alerts_are_printed_as_agreed(
    lang: Lang, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    show.alerts(pl.DataFrame([RECORD, LINE, FLAT], schema=ALERT), lang, as_json=False)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    golden = (GOLDEN / f"alerts_{lang}.txt").read_text(encoding="utf-8")
    assert lines == golden.splitlines()


def test_programs_get_the_names_of_rules(capsys: pytest.CaptureFixture[str]) -> None:
    show.alerts(pl.DataFrame([LINE], schema=ALERT), "zh", as_json=True)
    (row,) = json.loads(capsys.readouterr().out)
    assert row["rule_name"] == "分解住院实时预警"
    assert (row["national_name"], row["national_code"]) == ("分解住院", "GZ10000204001000")


def test_many_alerts_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    show.alerts(pl.DataFrame([LINE] * (LINES_SHOWN + 7), schema=ALERT), "en", as_json=False)
    assert "7 more; name a --level, or take --json" in capsys.readouterr().out
