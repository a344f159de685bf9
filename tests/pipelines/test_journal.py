import json
from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.journal import FRESH, JOURNAL, SCRATCH, changing, recover


def files(root: Path) -> dict[str, str]:
    """Every file below `root` and its text."""
    return {p.relative_to(root).as_posix(): p.read_text() for p in root.rglob("*") if p.is_file()}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "lake" / "a", "old a")
    write(tmp_path / "lake" / "b" / "x", "old x")
    write(tmp_path / "lake" / "c", "old c")
    return tmp_path


def test_all_files_change_together_and_an_empty_folder_removes(root: Path) -> None:
    with changing(root) as scratch:
        write(scratch / FRESH / "lake" / "a", "new a")
        write(scratch / FRESH / "lake" / "d" / "y", "new y")
        (scratch / FRESH / "lake" / "b").mkdir()
    assert files(root) == {"lake/a": "new a", "lake/c": "old c", "lake/d/y": "new y"}


def stop_midway(root: Path) -> None:
    with changing(root) as scratch:
        write(scratch / FRESH / "lake" / "a", "new a")
        raise RuntimeError("stopped")


def test_a_failure_changes_nothing(root: Path) -> None:
    before = files(root)
    with pytest.raises(RuntimeError, match="stopped"):
        stop_midway(root)
    assert files(root) == before
    assert recover(root) == []


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_change_that_was_decided_is_finished_wherever_it_stopped(root: Path, moved: int) -> None:
    scratch = root / f"{SCRATCH}1"
    fresh = {"lake/a": "new a", "lake/c": "new c"}
    for name, text in list(fresh.items())[moved:]:
        write(scratch / FRESH / name, text)
    for name, text in list(fresh.items())[:moved]:
        write(root / name, text)
    write(scratch / JOURNAL, json.dumps({"replace": list(fresh), "remove": ["lake/b"]}))
    assert recover(root) == ["finished a change that was decided"]
    assert files(root) == fresh


def test_a_change_that_was_not_decided_never_was(root: Path) -> None:
    before = files(root)
    write(root / f"{SCRATCH}1" / FRESH / "lake" / "a", "new a")
    write(root / f"{SCRATCH}1" / "journal.tmp", "{")
    assert recover(root) == ["dropped an unfinished change"]
    assert files(root) == before


def test_a_damaged_journal_is_told(root: Path) -> None:
    write(root / f"{SCRATCH}1" / JOURNAL, "{")
    with pytest.raises(InputError, match=r"journal\.json is damaged; restore"):
        recover(root)


def test_a_folder_that_was_being_swapped_is_there_again(root: Path) -> None:
    write(root / ".writing-1" / "targets" / "list", "new")
    write(root / ".writing-1" / "previous" / "list", "old")
    assert recover(root) == ["finished a folder"]
    assert files(root)["targets/list"] == "new"


def test_a_file_that_was_being_written_is_dropped(root: Path) -> None:
    before = files(root)
    write(root / "lake" / ".writing-1" / "a", "half")
    assert recover(root) == ["dropped an unfinished file"]
    assert files(root) == before
