"""Whatever an institution is called, it comes through harmless and readable everywhere."""

import warnings
from dataclasses import replace
from html import unescape
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from pipelines.targets.inputs import TargetInputs
from pipelines.targets.listing import read_listing
from pipelines.targets.mark import Mark
from pipelines.targets.produce import write_targets

NAMES = [
    "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "长" * 200, "W" * 200, "🏥康复医院",
    "㐂𠮷中医诊所", "@SUM(1+1)", "+1", "-1", '"><img src=x onerror=alert(1)>',
    "a&amp;b's {{ 7*7 }}", "{% raw %}", "\u202e反转", '=HYPERLINK("http://x")', "'=1",
]  # fmt: skip
MARK = Mark("<u>李四 & 㐂𠮷🏥</u>", "2025-07-01 08:30+08:00")


@pytest.fixture(scope="module")
def folder(inputs: TargetInputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = inputs.levels["institution"]
    named = source.candidates.with_columns(entity_name=pl.Series(NAMES))
    levels = {"institution": replace(source, candidates=named)}
    made = tmp_path_factory.mktemp("awkward") / "2025-06"
    policy = replace(inputs.policy, capacity={**inputs.policy.capacity, "institution": 14})
    write_targets(made, replace(inputs, levels=levels, policy=policy, mark=MARK))
    return made


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
