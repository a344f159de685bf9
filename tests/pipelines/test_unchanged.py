import os
from pathlib import Path

import pytest

from pipelines.unchanged import while_unchanged


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("one")
    return path


def test_a_file_is_read_once_while_it_stays_as_it_is(file: Path) -> None:
    reads: list[Path] = []

    @while_unchanged
    def text(path: Path) -> str:
        reads.append(path)
        return path.read_text()

    assert [text(file), text(file)] == ["one", "one"]
    assert reads == [file]


def test_a_file_that_changed_is_read_again(file: Path) -> None:
    text = while_unchanged(Path.read_text)
    assert text(file) == "one"
    file.write_text("three")
    assert text(file) == "three", "another size"
    os.utime(file, ns=(1, 1))
    file.write_text("seven")
    assert text(file) == "seven", "another time"


def test_a_file_that_another_took_the_place_of_is_read_again(file: Path, tmp_path: Path) -> None:
    text = while_unchanged(Path.read_text)
    assert text(file) == "one"
    state = file.stat()
    (tmp_path / "fresh").write_text("two")
    os.utime(tmp_path / "fresh", ns=(state.st_atime_ns, state.st_mtime_ns))
    (tmp_path / "fresh").replace(file)
    assert text(file) == "two"


def test_what_is_gone_is_told(file: Path) -> None:
    text = while_unchanged(Path.read_text)
    text(file)
    file.unlink()
    with pytest.raises(FileNotFoundError):
        text(file)
