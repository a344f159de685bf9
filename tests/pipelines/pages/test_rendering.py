import base64
import hashlib
import re
from pathlib import Path

import jinja2
import pytest

from pipelines.pages.palette import COLOURS
from pipelines.pages.rendering import environment, render

SCRIPT = 'if (1 < 2) { "{{ no template }}"; }\n'
FILES = {
    "style.css.j2": """{% extends "page.css.j2" %}
{% block screen %}.own > i::before { content: "·"; }{% endblock %}""",
    "one.html.j2": """{% extends "page.html.j2" %}
{% block title %}{{ name }}{% endblock %}
{% block content %}{{ fen | yuan }}{% endblock %}""",
    "one.js": SCRIPT,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def page(folder: Path, *, lang: str = "zh", script: str | None = None) -> str:
    return render(folder, "one.html.j2", lang=lang, script=script, name="<b>&'\"", fen=123_456)


def test_a_page_allows_only_its_own_style(folder: Path) -> None:
    html = page(folder)
    assert "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;" in html
    assert "script" not in html


def test_a_script_stands_as_it_is_and_is_allowed_by_its_hash(folder: Path) -> None:
    html = page(folder, script="one.js")
    allowed = re.search(r"script-src &#39;sha256-([^&]+)&#39;", html)
    assert allowed is not None
    assert base64.b64decode(allowed[1]) == hashlib.sha256(SCRIPT.encode()).digest()
    assert f"<script>{SCRIPT}</script>" in html


def test_the_style_has_the_colours_of_the_house_and_the_rules_of_the_folder(folder: Path) -> None:
    html = page(folder)
    assert all(f"--{name}: {value};" in html for name, value in COLOURS.items())
    assert "1.6 'Noto Sans CJK SC'" in html
    assert '.own > i::before { content: "·"; }' in html


def test_the_rules_of_the_folder_come_before_those_of_paper(folder: Path) -> None:
    html = page(folder)
    assert html.index("h1 {") < html.index(".own") < html.index("@media print")


def test_data_is_escaped(folder: Path) -> None:
    assert "<title>&lt;b&gt;&amp;&#39;&#34;</title>" in page(folder)
    hostile = environment(folder).from_string("{{ name }}").render(name="<b>")
    assert hostile == "&lt;b&gt;"


def test_numbers_are_written_as_for_people(folder: Path) -> None:
    assert "1,234.56" in page(folder)


@pytest.mark.parametrize(("lang", "named"), [("zh", "zh-CN"), ("en", "en")])
def test_a_page_names_its_language(folder: Path, lang: str, named: str) -> None:
    assert f'<html lang="{named}">' in page(folder, lang=lang)


def test_a_value_that_is_missing_is_an_error(folder: Path) -> None:
    with pytest.raises(jinja2.UndefinedError):
        render(folder, "one.html.j2", lang="zh", fen=1)
