from pathlib import Path

import pytest

from pipelines.pages.wording import LANGS, wording


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "wording.toml"
    written.write_text('[lead]\nzh = "线索"\nen = "lead"\n', encoding="utf-8")
    return written


def test_each_language_has_its_words(file: Path) -> None:
    assert [wording(file, lang)["lead"] for lang in LANGS] == ["线索", "lead"]


def test_a_file_is_read_once(file: Path) -> None:
    first = wording(file, "zh")
    file.unlink()
    assert wording(file, "zh") is first
