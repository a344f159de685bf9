import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipelines.targets.chosen import chosen
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.pages import targets_html

LOADING = {"script", "img", "link", "iframe", "object", "embed", "source", "video", "audio"}


class Outline(HTMLParser):
    """Tags with their attributes, and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a"]


def pages(written: Path) -> list[Path]:
    return [written / "targets.html", *sorted((written / "dossiers").glob("*.html"))]


def test_pages_name_no_outside_address(written: Path) -> None:
    for page in pages(written):
        html = page.read_text(encoding="utf-8")
        assert re.search(r"https?:|//[a-z]|@import|url\(", html) is None, page.name


def test_pages_run_and_load_nothing_but_the_one_script(written: Path) -> None:
    for page in pages(written):
        outline = Outline(page.read_text(encoding="utf-8"))
        found = [tag for tag, _ in outline.tags if tag in LOADING]
        assert found == (["script"] if page.name == "targets.html" else [])
        events = [name for _, attrs in outline.tags for name in attrs if name.startswith("on")]
        assert events == []
        policies = [a["content"] for t, a in outline.tags if a.get("http-equiv")]
        assert [policy is not None and "default-src 'none'" in policy for policy in policies] == [
            True
        ]


def test_every_link_leads_to_a_file_or_a_section(written: Path) -> None:
    for page in pages(written):
        outline = Outline(page.read_text(encoding="utf-8"))
        ids = {attrs.get("id") for _, attrs in outline.tags}
        for link in outline.links:
            address = urlsplit(link)
            assert not address.scheme
            assert not address.netloc
            if address.path:
                assert (page.parent / address.path).resolve().is_file(), link
            else:
                assert address.fragment in ids


def test_every_dossier_is_linked_and_leads_back(written: Path) -> None:
    listed = Outline((written / "targets.html").read_text(encoding="utf-8")).links
    dossiers = pages(written)[1:]
    assert sorted(link for link in listed if link.startswith("dossiers/")) == sorted(
        f"dossiers/{page.name}" for page in dossiers
    )
    for page in dossiers:
        assert "../targets.html" in Outline(page.read_text(encoding="utf-8")).links


def test_names_come_through_whole_and_harmless(written: Path) -> None:
    html = (written / "targets.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(&#39;疑点&#39;)&lt;/script&gt;" in html
    assert "&#34;&gt;&lt;img src=x onerror=alert(1)&gt;康复医院" in html
    assert "青㐂县𠮷祥堂大药房" in html
    assert "=cmd|&#39; /C calc&#39;!A0" in html


def test_the_page_says_what_it_is(written: Path) -> None:
    html = (written / "targets.html").read_text(encoding="utf-8")
    assert "疑点线索，非认定结论" in html
    assert "12,345,678" in html
    assert "20250701-临江|2025-06|institution" in html
    assert "冷却期内：2025-02-14 已有检查结果" in html


def test_the_list_names_the_rings_of_a_target(written: Path) -> None:
    html = (written / "targets.html").read_text(encoding="utf-8")
    assert html.count("疑似团伙 R0123456789AB") == 3


def test_the_list_shows_the_alerts_of_every_target(written: Path) -> None:
    html = (written / "targets.html").read_text(encoding="utf-8")
    assert '<span class="tag definite">R-18 既往违规较多</span>' in html
    assert '<span class="tag suspect">R-14 高风险科室</span>' in html


@pytest.mark.parametrize(("lang", "told"), [("zh", "随机抽查"), ("en", "Random draw")])
def test_the_language_of_the_reader(inputs: TargetInputs, lang: str, told: str) -> None:
    spoken = type(inputs)(**vars(inputs) | {"lang": lang})
    choices = chosen(spoken)
    raising = {level: spoken.levels[level].reasons.collect() for level in choices}
    assert told in targets_html(spoken, choices, raising)
