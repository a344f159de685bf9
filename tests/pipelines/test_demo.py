"""The demo: the whole job, and never over somebody's folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines import InputError
from pipelines.demo import run_demo
from pipelines.settings import Settings, load_settings
from pipelines.workspace import session


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(InputError, match="not an earlier demo"):
        run_demo(tmp_path, persons=500, months=6, seed=0, quiet=True)
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_a_project_with_a_raw_folder_is_not_a_demo(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "README.txt").write_text("mine")
    with pytest.raises(InputError, match="not an earlier demo"):
        run_demo(tmp_path, persons=500, months=6, seed=0, quiet=True)
    assert (tmp_path / "raw" / "README.txt").exists()


def few_trees_and_places(root: Path) -> Settings:
    return replace(load_settings(root), trees=60, policy="../../tests/few_places")


@pytest.mark.slow
def test_it_ends_with_a_page_to_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "load_settings", few_trees_and_places)
    page = run_demo(tmp_path / "demo", persons=500, months=6, seed=1, quiet=True)
    assert page.name == "targets.html"
    assert page.exists()
    assert capsys.readouterr().out.splitlines()[-1] == f"Open {page}"
