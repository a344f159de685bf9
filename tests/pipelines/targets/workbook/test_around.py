from openpyxl import Workbook


def test_departments_are_shown_with_hits_and_alerts_and_said_not_to_be_scored(
    book: Workbook,
) -> None:
    rows = [[cell.value for cell in row] for row in book["科室"].iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["H36010200001", "H36010200002"]
    assert rows[0][2:] == [
        "03", 400, 90, 300, 812_345, 420, 60, 7123, "I-04 分解住院、I-02 挂床住院",
        "R-14 高风险科室",
    ]  # fmt: skip
    assert rows[1][2:] == ["50", *[None] * 8, "R-14 高风险科室"]
    assert "科室不评分" in book["科室"].oddFooter.left.text


def test_rings_show_all_who_are_in_them_and_who_of_them_is_on_the_list(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["疑似团伙"].iter_rows(min_row=2)]
    assert {row[0] for row in rows} == {"R0123456789AB"}
    assert [row[2] for row in rows] == ["中心", "成员", "成员"]
    assert rows[0][3:5] == ["机构", "H36010200001"]
    assert rows[0][6] == 1
    assert rows[0][-1] == 458_854.85
