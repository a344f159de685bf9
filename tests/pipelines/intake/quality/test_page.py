import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import pytest

from pipelines.intake.quality import Limits, Quality, assess, page
from pipelines.intake.report import TableReport
from pipelines.store import Store

GOLDEN = Path(__file__).parents[3] / "golden"


class Outline(HTMLParser):
    """The text that a reader sees, a line for every row, and the tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.lines = [""]
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden = tag == "style"
        if tag in {"tr", "p", "h1", "h2", "h3", "li", "div", "summary"}:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - named so by the parser
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.lines[-1] = f"{self.lines[-1]} {' '.join(data.split())}".strip()

    @property
    def text(self) -> str:
        return "\n".join(line for line in self.lines if line) + "\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_reader_sees(damaged: Quality, lang: Literal["zh", "en"]) -> None:
    golden = GOLDEN / f"ingest_{lang}.txt"
    assert Outline(page(damaged, lang)).text == golden.read_text(encoding="utf-8")


def test_chinese_unless_asked_otherwise(damaged: Quality) -> None:
    assert page(damaged) == page(damaged, "zh")


def test_the_page_stands_alone(damaged: Quality) -> None:
    html = page(damaged)
    outline = Outline(html)
    assert re.search(r"https?:|//[a-z]|@import|url\(", html) is None
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in outline.tags}
    assert "default-src 'none'" in str([attrs.get("content") for _, attrs in outline.tags])


def test_every_link_leads_to_a_section(damaged: Quality) -> None:
    tags = Outline(page(damaged)).tags
    ids = {f"#{attrs['id']}" for _, attrs in tags if "id" in attrs}
    links = {attrs["href"] for tag, attrs in tags if tag == "a"}
    assert links
    assert links <= ids


def test_what_came_from_data_is_harmless_and_names_no_person(damaged: Quality) -> None:
    html = page(damaged)
    assert "june.zip/setl &lt;1&gt;.csv" in html
    assert "<1>" not in html
    assert "person-1" not in html


def test_bars_are_as_long_as_their_numbers(damaged: Quality) -> None:
    html = page(damaged)
    assert '<rect class="new" x="0.00" width="87.14" height="5"/>' in html
    assert '<rect class="quarantined" x="92.86" width="7.14" height="5"/>' in html


def test_nothing_to_look_at(store: Store, fresh: Store) -> None:
    html = page(assess(store, fresh, {"setl": TableReport(read=5, repeated=5)}, Limits()))
    assert "没有超出阈值的情况" in html
    assert 'id="alerts"' not in html


def test_many_months_stand_in_panels(damaged: Quality) -> None:
    setl = damaged.tables["setl"]
    longer = type(setl)(setl.account, setl.newest, setl.late, setl.months * 4)
    many = type(damaged)(**vars(damaged) | {"tables": {"setl": longer}})
    assert page(many).count("<summary>更早的月份</summary>") == 1
