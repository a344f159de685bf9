"""Who made a list and when: said, or known; kept when the same list is made anew."""

import json
from pathlib import Path

import pytest

from pipelines.targets.mark import BY, EPOCH, Mark, first_mark, mark


def test_who_is_said_or_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BY, "张三")
    assert mark().by == "张三"
    assert mark("李四").by == "李四"
    monkeypatch.delenv(BY)
    assert mark().by


def test_when_is_the_minute_or_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EPOCH, "1751328059")
    assert mark().at == "2025-07-01 00:00+00:00"
    monkeypatch.delenv(EPOCH)
    assert mark().at > "2025-07-01"


EARLY, LATE = Mark("张三", "2025-07-01 08:30+08:00"), Mark("张三", "2025-07-02 09:00+08:00")


@pytest.mark.parametrize(
    ("pins", "now", "kept"),
    [
        ({"seed": "a"}, LATE, EARLY),
        ({"seed": "b"}, LATE, LATE),
        ({"seed": "a"}, Mark("李四", LATE.at), Mark("李四", LATE.at)),
    ],
)
def test_the_same_list_by_the_same_person_keeps_its_mark(
    tmp_path: Path, pins: dict[str, str], now: Mark, kept: Mark
) -> None:
    held = {"seed": "a", "produced": EARLY.plain, "files": {"targets.csv": "x"}}
    (tmp_path / "manifest.json").write_text(json.dumps(held), encoding="utf-8")
    assert first_mark(tmp_path / "manifest.json", pins, now) == kept


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"produced": {}, "files": {}}'])
def test_without_a_list_the_mark_is_new(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    assert first_mark(tmp_path / "manifest.json", {}, LATE) == LATE
