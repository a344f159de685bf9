"""The workbook as a whole: what holds for every sheet, whatever an institution is called."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from pipelines.targets.inputs import TargetInputs

SHEETS = [
    "总览", "机构", "药店", "医师", "参保人", "科室", "疑似团伙", "理由", "预警", "证据",
    "检查记录", "入户核查",
]  # fmt: skip
AWKWARD = [
    "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "长" * 200, "W" * 200, "🏥康复医院",
    "㐂𠮷中医诊所", "@SUM(1+1)", "+1", "-1", '"><img src=x>', "a&amp;b's {{ 7*7 }}", "&[Page]",
    "\u202e反转", '=HYPERLINK("http://x")', "\t=1",
]  # fmt: skip


@pytest.fixture(scope="module")
def awkward(
    build: Callable[..., Path], furnished: TargetInputs, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The workbook of a city where every institution has an awkward name."""
    source = furnished.levels["institution"]
    named = source.candidates.with_columns(entity_name=pl.Series(AWKWARD))
    levels = furnished.levels | {"institution": replace(source, candidates=named)}
    made = tmp_path_factory.mktemp("awkward") / "targets.xlsx"
    return build(made, replace(furnished, levels=levels))


def test_the_sheets_in_the_order_in_which_they_are_read(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_no_cell_is_a_formula_or_a_link(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


def test_tables_are_frozen_filtered_and_fit_the_page(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes.endswith("2")
        assert sheet.auto_filter.ref is not None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_area
        assert sheet.print_title_rows == "$1:$1"
        paged = sheet.title in SHEETS[-2:]
        assert bool(sheet.sheet_properties.pageSetUpPr.fitToPage) != paged
        assert bool(sheet.row_breaks.brk) == paged


def test_all_text_is_set_in_a_chinese_font(book: Workbook) -> None:
    fonts = {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row}
    assert fonts == {"Microsoft YaHei"}


def test_every_sheet_is_marked_and_says_what_it_is(book: Workbook) -> None:
    for sheet in book:
        assert "张三" in sheet.oddHeader.center.text
        assert "非认定结论" in sheet.oddFooter.left.text


def test_equal_inputs_give_equal_bytes(
    path: Path, build: Callable[..., Path], furnished: TargetInputs, tmp_path: Path
) -> None:
    assert build(tmp_path / "again.xlsx", furnished).read_bytes() == path.read_bytes()


def test_it_is_written_in_english_too(
    build: Callable[..., Path], furnished: TargetInputs, tmp_path: Path
) -> None:
    assert build(tmp_path / "en.xlsx", replace(furnished, lang="en")).stat().st_size


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not here")
def test_libreoffice_opens_it_and_prints_every_sheet(awkward: Path, tmp_path: Path) -> None:
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    convert = ("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(awkward))
    said = subprocess.run(
        ["soffice", home, *convert], capture_output=True, text=True, check=True, timeout=240
    )
    printed = tmp_path / "targets.pdf"
    assert printed.read_bytes().startswith(b"%PDF"), said.stderr
    assert "rror" not in said.stderr
    if shutil.which("pdftotext") is None:
        return
    text = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert all(name in text for name in SHEETS)
    assert all(name in text for name in ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM"))
