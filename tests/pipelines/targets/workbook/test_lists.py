from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADS = ["序号", "分级", "名称", "编码", "医保区划", "产生方式", "线索来源"]
SHOP = "青㐂县𠮷祥堂大药房"


def row(sheet: Worksheet, number: int) -> dict[str, object]:
    heads = [str(cell.value) for cell in sheet[1]]
    return dict(zip(heads, (cell.value for cell in sheet[number]), strict=True))


def column(sheet: Worksheet, head: str) -> list[object]:
    return [row(sheet, number)[head] for number in range(2, sheet.max_row + 1)]


def test_a_list_has_the_heads_and_values_of_its_level(book: Workbook) -> None:
    sheet = book["机构"]
    assert [cell.value for cell in sheet[1]][:7] == HEADS
    assert sheet.max_row == 12
    first = row(sheet, 2)
    assert first["编码"] == "H36010200001"
    assert first["疑点条数"] == 420
    assert str(first["主要理由"]).startswith("1. ")


def test_percentiles_and_amounts_have_bars(book: Workbook) -> None:
    assert len(book["机构"].conditional_formatting) == 2


def test_names_come_through_whole(book: Workbook) -> None:
    names = column(book["机构"], "名称")
    assert {"=cmd|' /C calc'!A0", "<script>alert('疑点')</script>"} <= set(names)


def test_pharmacies_have_a_sheet_of_their_own_and_keep_their_number(book: Workbook) -> None:
    assert column(book["药店"], "名称") == [SHOP]
    assert SHOP not in column(book["机构"], "名称")
    numbers = column(book["药店"], "序号") + column(book["机构"], "序号")
    assert sorted(map(int, map(str, numbers))) == list(range(1, 13))


def test_what_is_not_printed_is_beside_it(book: Workbook) -> None:
    sheet = book["机构"]
    printed = [cell.value for cell in sheet[1]].index("主要理由") + 1
    assert sheet.print_area.endswith(f"$N${sheet.max_row}")
    assert printed == 14
    assert row(sheet, 2)["预警"] == "R-18 既往违规较多、R-03 30 日内重复住院、R-14 高风险科室"


def test_a_doctor_has_the_main_site_a_person_the_special_group(book: Workbook) -> None:
    assert row(book["医师"], 2)["主要机构"] == "临江市第一人民医院 H36010200001"
    groups = set(column(book["参保人"], "特殊人群"))
    assert groups <= {None, "特殊身份"}


def test_rings_have_a_column(book: Workbook) -> None:
    told = map(str, column(book["参保人"], "疑似团伙"))
    assert sum("与另外 13 个成员结成团伙 R0123456789AB" in text for text in told) == 2
