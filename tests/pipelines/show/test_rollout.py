"""History and shadows on the screen."""

import polars as pl
import pytest

from pipelines import show
from pipelines.rollout.history import HISTORY


def promoted(*, alias: bool) -> pl.DataFrame:
    row = {
        "number": 1, "at": "2025-03-01T08:00:00+00:00", "level": "doctor", "act": "override",
        "before": 1, "version": 2, "by": "Li", "reason": "pilot", "verdict": "hold",
        "held": "stale", "sha256": "0", "comparison": "1", "in_use": True, "alias": alias,
    }  # fmt: skip
    return pl.DataFrame([row], schema=HISTORY)


def test_a_line_says_who_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    show.history(promoted(alias=True), as_json=False)
    out = capsys.readouterr().out
    assert "Li" in out
    assert "pilot" in out
    assert "alias" not in out


def test_an_alias_that_points_elsewhere_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    show.history(promoted(alias=False), as_json=False)
    assert "alias points elsewhere; this workspace scores with version 2" in capsys.readouterr().out


def test_shadows_are_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    show.shadows(pl.DataFrame({"version": [3], "overlap": [0.8]}), as_json=False)
    assert "0.800" in capsys.readouterr().out
