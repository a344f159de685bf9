"""Whatever an institution is called, it comes through harmless and readable everywhere."""

import warnings
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.targets.inputs import TargetInputs
from pipelines.targets.listing import read_listing
from tests.pipelines.targets.awkward import NAMES, awkward_list


@pytest.fixture(scope="module")
def folder(inputs: TargetInputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return awkward_list(inputs, tmp_path_factory.mktemp("awkward") / "2025-06")


def test_the_list_holds_them_whole(folder: Path) -> None:
    held = read_listing(folder / "targets.csv")["entity_name"].to_list()
    assert {name.removeprefix("'") for name in held} <= {name.removeprefix("'") for name in NAMES}
    assert len(held) == 14
    assert not any(name.startswith(("=", "+", "-", "@")) for name in held)


def test_pages_show_them_and_run_nothing(folder: Path) -> None:
    shown = read_listing(folder / "targets.csv")["entity_name"].to_list()
    pages = [folder / "targets.html", *(folder / "dossiers").glob("*.html")]
    assert len(pages) == 15
    for path in pages:
        page = path.read_text(encoding="utf-8")
        assert page.count("<script>") == (path.name == "targets.html")
        assert "<img" not in page
        assert "<u>" not in page
    page = unescape((folder / "targets.html").read_text(encoding="utf-8"))
    assert all(name.removeprefix("'") in page for name in shown)


def test_no_cell_starts_a_formula(folder: Path) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting) extension", UserWarning)
        book = load_workbook(folder / "targets.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    assert len({cell.value for cell in cells} & set(NAMES)) == 14


def test_the_mark_is_on_every_page_and_sheet(folder: Path) -> None:
    for path in [folder / "targets.html", *(folder / "dossiers").glob("*.html")]:
        page = path.read_text(encoding="utf-8")
        assert '<div class="mark" aria-hidden="true">' in page
        assert "编制：&lt;u&gt;李四 &amp; 㐂𠮷🏥&lt;/u&gt;　2025-07-01 08:30+08:00" in page
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting) extension", UserWarning)
        book = load_workbook(folder / "targets.xlsx")
    for sheet in book:
        assert "2025-07-01 08:30+08:00" in str(sheet.oddHeader.center.text)
