"""The rules of the gate as files."""

from pathlib import Path

import pytest

from pipelines import InputError
from pipelines.rollout.rules import read_rules


def test_the_houses_rules_hold_where_a_workspace_has_none(tmp_path: Path) -> None:
    rules = read_rules(tmp_path)
    assert rules.standing.required == "not worse"
    assert rules.evidence.months == 3


def test_a_workspace_may_be_stricter(tmp_path: Path) -> None:
    (tmp_path / "gate.toml").write_text('[standing]\nrequired = "better"\nbetter_by = 0\n')
    rules = read_rules(tmp_path)
    assert (rules.standing.required, rules.standing.better_by) == ("better", 0)
    assert rules.standing.not_worse_by == 0.05


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "gate.toml").write_text(
        '[standing]\nrequierd = "better"\nrequired = "best"\n'
        "[evidence]\nmonths = 2.5\njudged = -1\n[repeat]\ntrain_again = 1\n"
    )
    with pytest.raises(InputError) as error:
        read_rules(tmp_path)
    told = str(error.value)
    assert "standing.requierd; did you mean standing.required?" in told
    assert "standing.required must be one of better, not worse" in told
    assert "evidence.months must be a whole number, 0 or more, found 2.5" in told
    assert "evidence.judged must be a whole number, 0 or more, found -1" in told
    assert "repeat.train_again must be true or false, found 1" in told


def test_a_file_that_is_not_toml_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "gate.toml").write_text("required: better")
    with pytest.raises(InputError, match=r"gate\.toml: not valid TOML"):
        read_rules(tmp_path)
