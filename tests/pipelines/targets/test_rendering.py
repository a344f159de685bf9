import base64
import hashlib
import re
from pathlib import Path

import jinja2
import pytest

from pipelines.targets import rendering
from pipelines.targets.palette import COLOURS
from pipelines.targets.rendering import _environment, render
from pipelines.targets.terms import Terms

SCRIPT = Path(rendering.__file__).parent / "templates/targets.js"
TERMS = Terms("zh", {}, {}, {})


def page(script: str | None = None) -> str:
    return render("page.html.j2", script=script, terms=TERMS)


def test_a_page_allows_only_its_own_style() -> None:
    html = page()
    assert "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;" in html
    assert "script-src" not in html


def test_a_script_is_allowed_by_its_hash() -> None:
    named = re.search(r"sha256-([^&]+)&#39;", page("targets.js"))
    assert named is not None
    assert base64.b64decode(named[1]) == hashlib.sha256(SCRIPT.read_bytes()).digest()


def test_the_style_has_the_colours_of_the_house() -> None:
    html = page()
    assert all(f"--{name}: {value};" in html for name, value in COLOURS.items())
    assert "&#39;Noto" not in html


def test_data_is_escaped() -> None:
    hostile = _environment().from_string("{{ name }}").render(name="<b>&'\"")
    assert hostile == "&lt;b&gt;&amp;&#39;&#34;"


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("targets.html.j2", terms=TERMS)
