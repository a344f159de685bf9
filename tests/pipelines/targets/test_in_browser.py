"""List and dossiers as a reader has them: opened from a folder in Chromium, without a server."""

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, sync_playwright
from pypdf import PdfReader

from pipelines.pages.pdf import BROWSERS
from pipelines.targets.dossier_page import dossier_html
from pipelines.targets.inputs import TargetInputs
from tests.pipelines.targets.awkward import NAMES, awkward_list
from tests.pipelines.targets.enormous import enormous

DOSSIER = "dossiers/institution-H36010200001.html"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if program is None:
        pytest.skip("no Chromium is installed (Debian: chromium, fonts-noto-cjk)")
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Open]:
    """`opened(path, size)`: a page, which may complain of nothing and ask for nothing."""
    complaints: list[str] = []
    context = chromium.new_context()

    def only_files(route: Route) -> None:
        if route.request.url.startswith("file://"):
            route.continue_()
            return
        complaints.append(route.request.url)
        route.abort()

    def open_page(path: Path, size: dict[str, int] = DESK) -> Page:
        page = context.new_page()
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(path.as_uri())
        return page

    context.route("**/*", only_files)
    yield open_page
    context.close()
    assert complaints == []


def houses(page: Page) -> Locator:
    return page.locator("section[data-level=institution] tbody tr:visible")


def column(page: Page, place: int) -> list[str]:
    return [row.locator("td").nth(place).inner_text() for row in houses(page).all()]


def test_the_list_is_sorted_by_any_column_with_the_keyboard(written: Path, opened: Open) -> None:
    page = opened(written / "targets.html")
    buttons = page.locator("section[data-level=institution] th button")
    assert buttons.count() == page.locator("section[data-level=institution] th").count() == 12
    for place in range(12):
        head = page.locator("section[data-level=institution] th").nth(place)
        for order in ("ascending", "descending"):
            buttons.nth(place).focus()
            page.keyboard.press("Enter")
            assert head.get_attribute("aria-sort") == order
            assert page.locator("section[data-level=institution] th[aria-sort]").count() == 1
    hits = page.get_by_role("button", name="疑点条数").first
    hits.press("Space")
    counts = [int(count) for count in column(page, 7)]
    assert counts == sorted(counts)
    assert len(set(counts)) > 3


def test_the_list_is_narrowed_down(written: Path, opened: Open) -> None:
    page = opened(written / "targets.html")
    shown = page.locator("#shown")
    assert shown.inner_text() == "21"
    page.select_option("[name=level]", "institution")
    assert page.locator("section[data-level]:visible").count() == 1
    assert shown.inner_text() == "12"
    page.select_option("[name=area]", "松山县")
    assert set(column(page, 3)) == {"松山县"}
    page.select_option("[name=tier]", "红")
    assert set(column(page, 1)) == {"红"}
    page.click("#clear")
    page.select_option("[name=source]", "history")
    assert shown.inner_text() == "3"
    page.click("#clear")
    page.fill("[name=find]", "𠮷祥堂")
    assert [name.splitlines()[0] for name in column(page, 2)] == ["青㐂县𠮷祥堂大药房"]


def test_what_was_sorted_and_sought_is_still_so_after_a_dossier(
    written: Path, opened: Open
) -> None:
    page = opened(written / "targets.html")
    page.select_option("[name=source]", "model")
    page.get_by_role("button", name="疑点条数").first.click()
    before = column(page, 0)
    assert before != sorted(before, key=int)
    for back in (page.go_back, lambda: page.get_by_text("返回名单").click()):
        houses(page).get_by_role("link").first.click()
        page.wait_for_url("**/dossiers/*")
        back()
        page.wait_for_url("**/targets.html")
        assert page.input_value("[name=source]") == "model"
        assert column(page, 0) == before
        assert page.locator("th[aria-sort=ascending]").inner_text() == "疑点条数"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "name", ["targets.html", DOSSIER, "dossiers/patient-360100000000000000000001.html"]
)
def test_nothing_has_to_be_pushed_sideways(
    written: Path, opened: Open, name: str, size: dict[str, int]
) -> None:
    page = opened(written / name, size)
    wide = "[...document.querySelectorAll('body, .box, figure:not(.mark)')]"
    too_wide = f"{wide}.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className)"
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate(too_wide if size is PHONE else "[]") == []
    shown = page.locator("figure:visible").evaluate_all("all => all.map((one) => one.className)")
    assert ("wide" in shown, "narrow" in shown) in {(size is DESK, size is PHONE), (False, False)}


_SHARED = str.maketrans(
    "‒⻜⺠⻓⻔⻋⻅⻚⻛⻢⻥⻦⻨⻩⻬⻮⻰⻳⻉⻝⻘⻄⻤⻆⻣⺟",
    "–飞民长门车见页风马鱼鸟麦黄齐齿龙龟贝食青西鬼角骨母",
)


def plain(text: str) -> str:
    """Text without spaces and line ends; of a glyph that two characters share, the usual one."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text.translate(_SHARED)))


@pytest.mark.parametrize("name", ["targets.html", DOSSIER])
def test_on_paper_nothing_is_missing(
    written: Path, opened: Open, tmp_path: Path, name: str
) -> None:
    page = opened(written / name)
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    sheets = PdfReader(tmp_path / "page.pdf").pages
    printed = plain("".join(sheet.extract_text() for sheet in sheets))
    (across, down) = (float(sheets[0].mediabox.width), float(sheets[0].mediabox.height))
    assert sorted((round(across), round(down))) == [595, 842]
    for heading in page.locator("h1, h2, h3").all():
        assert plain(heading.text_content() or "") in printed
    for table in page.locator("table").all():
        for cell in table.locator("tr").last.locator("td").all():
            parts = (cell.text_content() or "").split("、")
            assert [part for part in parts if plain(part) not in printed] == []


_BEYOND = """
[...document.querySelectorAll("table, figure, p")]
  .filter((one) => !one.closest(".mark") && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 80))
"""


@pytest.mark.parametrize(("name", "width"), [("targets.html", 1024), (DOSSIER, 695)])
def test_on_paper_no_table_is_cut_at_the_edge(
    written: Path, opened: Open, name: str, width: int
) -> None:
    page = opened(written / name, {"width": width, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(_BEYOND) == []


def test_names_are_shown_as_they_are_and_do_nothing(
    inputs: TargetInputs, opened: Open, tmp_path: Path
) -> None:
    folder = awkward_list(inputs, tmp_path / "2025-06")
    page = opened(folder / "targets.html", PHONE)
    links = page.locator("td.name a").all()
    shown = {link.text_content(): link.get_attribute("href") or "" for link in links}
    assert len(shown) == 14
    assert set(shown) <= set(NAMES)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for name, address in shown.items():
        page.goto((folder / address).as_uri())
        assert page.locator("h1").text_content() == name
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_dossier_of_100_000_claims_opens_at_once(
    inputs: TargetInputs, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "enormous.html"
    path.write_text(dossier_html(enormous(inputs), inputs), encoding="utf-8")
    page = opened(path)
    assert page.get_by_text("共 105,000 条，此处列出 200 条").first.is_visible()
    assert path.stat().st_size < 5_000_000
