"""What comes in from outside."""

from pathlib import Path

import pytest

from pipelines import InputError, Workspace


def test_nothing_is_proposed_for_what_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    out = tmp_path / "proposed.toml"
    with pytest.raises(InputError, match=r"nothing written: empty\.csv: unreadable: the file"):
        Workspace(tmp_path / "ws").map([tmp_path / "empty.csv"], out)
    assert not out.exists()
