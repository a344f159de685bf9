from pathlib import Path

import pytest
from pypdf import PdfReader

from pipelines.errors import InputError
from pipelines.pages.pdf import BROWSER, browser, print_page


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "browser"
    monkeypatch.setenv(BROWSER, str(program))
    return program


def script(program: Path, text: str) -> None:
    program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    program.chmod(0o755)


def test_without_a_browser_it_is_said_what_was_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BROWSER, raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(
        InputError, match=r"looked for chromium, .*msedge; install .*FEIJIAN_CHROMIUM"
    ):
        browser()


def test_the_browser_that_is_named_is_the_one(fake: Path) -> None:
    with pytest.raises(InputError, match=f"looked for {fake};"):
        browser()
    script(fake, "exit 0")
    assert browser() == str(fake)


def test_a_browser_that_prints_nothing_is_told_with_its_last_word(
    fake: Path, tmp_path: Path
) -> None:
    script(fake, "echo first >&2; echo no display >&2; exit 3")
    with pytest.raises(InputError, match="browser printed nothing: no display"):
        print_page(tmp_path / "page.html", tmp_path / "page.pdf")
    assert not (tmp_path / "page.pdf").exists()


def test_a_page_is_printed(tmp_path: Path) -> None:
    try:
        browser()
    except InputError:
        pytest.skip("no Chromium is installed (Debian: chromium, fonts-noto-cjk)")
    page = tmp_path / "页 #1.html"
    page.write_text("<!DOCTYPE html><meta charset=utf-8><p>疑点线索", encoding="utf-8")
    print_page(page, tmp_path / "page.pdf")
    (sheet,) = PdfReader(tmp_path / "page.pdf").pages
    assert "疑点线索" in sheet.extract_text()
