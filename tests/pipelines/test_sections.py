"""Sections of settings: the house's, and a workspace's own before them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines import InputError
from pipelines.sections import read_sections
from pipelines.watch.limits import read_limits


def test_a_workspace_may_have_its_own_limits(tmp_path: Path) -> None:
    (tmp_path / "monitor.toml").write_text("[drift]\nleast_distance = 0.2\n")
    assert read_limits(tmp_path).drift.least_distance == 0.2
    assert read_limits(tmp_path).alarm.chance == 0.03


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "monitor.toml").write_text("[drift]\ndeals = 1.5\nleads = -1\nleast_distanse = 1\n")
    with pytest.raises(InputError) as error:
        read_limits(tmp_path)
    told = str(error.value)
    assert "drift.least_distanse; did you mean drift.least_distance?" in told
    assert "drift.deals must be a whole number, 0 or more, found 1.5" in told
    assert "drift.leads must be a whole number, 0 or more, found -1" in told


@dataclass(frozen=True)
class Alarm:
    chance: str


def test_a_number_is_no_text_and_a_text_is_one_of_its_choices(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_sections("monitor.toml", tmp_path, {"alarm": Alarm}, {"alarm.chance": ("often",)})
    assert "alarm.chance must be a text, found 0.03" in str(error.value)
    assert "alarm.chance must be one of often" in str(error.value)
