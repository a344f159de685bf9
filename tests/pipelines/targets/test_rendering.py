import base64
import hashlib
import re
from pathlib import Path

import jinja2
import pytest

from pipelines.targets import rendering
from pipelines.targets.rendering import render
from pipelines.targets.terms import Terms

SCRIPT = Path(rendering.__file__).parent / "templates/targets.js"


def test_the_list_speaks_the_language_of_its_terms_and_allows_its_script(written: Path) -> None:
    html = (written / "targets.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in html
    allowed = re.search(r"sha256-([^&]+)&#39;", html)
    assert allowed is not None
    assert base64.b64decode(allowed[1]) == hashlib.sha256(SCRIPT.read_bytes()).digest()


def test_every_tier_has_its_colour(written: Path) -> None:
    html = (written / "targets.html").read_text(encoding="utf-8")
    shown = set(re.findall(r'class="tier (tier-\w+)"', html))
    assert shown
    assert all(f".{name} {{ background: var(--" in html for name in shown)


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("targets.html.j2", Terms("zh", {}, {}, {}))
