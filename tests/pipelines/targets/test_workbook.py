import warnings
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pipelines.targets.inputs import TargetInputs


@pytest.fixture(scope="module")
def book(written: Path) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl reads no solid data bars and says so.
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting) extension", UserWarning)
        return load_workbook(written / "targets.xlsx")


def test_the_sheets(book: Workbook) -> None:
    assert book.sheetnames == ["总览", "机构", "医师", "参保人", "理由", "预警", "证据"]


def test_no_cell_is_a_formula_or_a_link(book: Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_names_come_through_whole(book: Workbook) -> None:
    names = {cell.value for cell in book["机构"]["C"]}
    assert {"=cmd|' /C calc'!A0", "<script>alert('疑点')</script>", "青㐂县𠮷祥堂大药房"} <= names


def test_lists_are_frozen_filtered_and_fit_the_page(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_area
        assert sheet.print_title_rows == "$1:$1"


def test_a_list_has_the_heads_and_values_of_its_level(book: Workbook) -> None:
    sheet = book["机构"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:6] == ["序号", "分级", "名称", "编码", "统筹区", "产生方式"]
    assert sheet.max_row == 13
    first = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
    assert first["编码"] == "H36010200001"
    assert first["疑点条数"] == 420
    assert first["主要理由"].startswith("1. ")
    assert sheet.conditional_formatting
    assert sheet["A2"].font.name == "Microsoft YaHei"


def test_the_overview_says_what_a_lead_is(book: Workbook) -> None:
    told = [str(cell.value) for row in book["总览"].iter_rows() for cell in row if cell.value]
    assert any("非认定结论" in text for text in told)
    for text in ("筛查记录", "12345678", "mdtrt.begntime", "institution-7", "临江市月度"):
        assert text in told


def test_alerts_have_a_column_and_a_sheet(book: Workbook) -> None:
    heads = [cell.value for cell in book["机构"][1]]
    assert book["机构"].cell(2, heads.index("预警") + 1).value == (
        "R-18 既往违规较多、R-03 30 日内重复住院、R-14 高风险科室"
    )
    rows = [[cell.value for cell in row] for row in book["预警"].iter_rows(max_row=4)]
    assert rows[0][3:] == [
        "性质", "预警规则", "国家规则（两库）", "科室", "指标", "本对象", "偏离度 z", "阈值",
    ]  # fmt: skip
    assert [row[3] for row in rows[1:]] == ["明确", "可疑", "可疑"]
    assert rows[3][3:] == [
        "可疑", "R-14 高风险科室", None, "03", "病种调整费用指数", "1.90", -3.6, "z < -3",
    ]  # fmt: skip


def test_rings_have_a_column(book: Workbook) -> None:
    sheet = book["参保人"]
    place = [cell.value for cell in sheet[1]].index("疑似团伙") + 1
    told = [str(sheet.cell(row, place).value) for row in range(2, 7)]
    assert sum("与另外 13 个成员结成团伙 R0123456789AB" in text for text in told) == 2


def test_evidence_is_capped_per_target(book: Workbook, inputs: TargetInputs) -> None:
    entities = [cell.value for cell in book["证据"]["B"]]
    assert entities.count("H36010200001") == 200
    assert entities.count("H36010200006") == 120
