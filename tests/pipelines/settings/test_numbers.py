"""Settings: defaults from `config/`, overrides from the workspace, mistakes told together."""

from pathlib import Path

import pytest

from features.thresholds import Thresholds
from pipelines import InputError
from pipelines.settings import load_settings


def test_defaults_are_those_of_config(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings.window_months == 12
    assert settings.trees >= 1000, "fewer trees change the top of the list with the seed"
    assert settings.thresholds.readmission_days == 30
    assert isinstance(settings.thresholds, Thresholds)


def test_the_workspace_takes_precedence(tmp_path: Path) -> None:
    (tmp_path / "feijian.toml").write_text("[train]\nseed = 7\n[stays]\nreadmission_days = 31\n")
    settings = load_settings(tmp_path)
    assert settings.seed == 7
    assert settings.thresholds.readmission_days == 31


def test_mistakes_are_told_together_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "feijian.toml").write_text(
        "[train]\nseeds = 7\ntrees = 'many'\n[profile]\nwindow_months = true\n"
    )
    with pytest.raises(InputError) as caught:
        load_settings(tmp_path)
    message = str(caught.value)
    assert "unknown setting train.seeds; did you mean train.seed?" in message
    assert "train.trees must be of type int, found 'many'" in message
    assert "profile.window_months must be of type int, found True" in message


def test_impossible_values_and_foreign_encodings_are_told(tmp_path: Path) -> None:
    own = tmp_path / "feijian.toml"
    own.write_text("[train]\nsnapshot_every = 0\n[profile]\nwindow_months = 0\n")
    with pytest.raises(InputError, match=r"train\.snapshot_every must be at least 1, found 0"):
        load_settings(tmp_path)
    own.write_bytes("[targets]\nseed = '种子'\n".encode("gb18030"))
    with pytest.raises(InputError, match="save it as UTF-8"):
        load_settings(tmp_path)
