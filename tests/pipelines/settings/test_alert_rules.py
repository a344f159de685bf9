"""Named rules raise alerts by features that exist, or are told together."""

from pathlib import Path

import polars as pl
import pytest

from features.alerts import RULE
from pipelines.errors import InputError
from pipelines.settings import CONFIG, alert_rules, load_rules


def test_the_shipped_rules_are_those_of_the_catalogue() -> None:
    assert dict(load_rules("2025-06").schema) == dict(RULE)


def test_everything_wrong_is_told_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = pl.read_csv(CONFIG / "rules.csv", infer_schema=False)
    wrong = shipped.head(1).with_columns(rule=pl.lit("R-999"), feature=pl.lit("fund_totl"))
    pl.concat([shipped, wrong]).write_csv(tmp_path / "rules.csv")
    monkeypatch.setattr(alert_rules, "CONFIG", tmp_path)
    with pytest.raises(InputError, match="no such rule in the catalogue") as told:
        load_rules("2025-06")
    assert "the level has no such feature; did you mean fund_total?" in str(told.value)
