from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

FIRST = "临江市第一人民医院\nH36010200001"


def rows_of(sheet: Worksheet, target: str) -> list[list[object]]:
    rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2))
    return [row for row in rows if row[0] == target]


def test_the_check_record_says_what_to_look_at_for_every_violation(book: Workbook) -> None:
    rows = rows_of(book["检查记录"], FIRST)
    beds = next(row for row in rows if row[1] == "I-02 挂床住院")
    assert beds[4:8] == [1, "现场清点", "按在院清单逐床核对", "在院清单"]
    split = [row for row in rows if row[1] == "I-04 分解住院"]
    assert [(row[4], row[5]) for row in split] == [(1, "调取资料"), (2, "数据核对")]
    assert [row[2] is None for row in split] == [False, True]


def test_a_violation_without_lines_is_told_as_such(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["检查记录"].iter_rows(min_row=2)]
    told = next(row for row in rows if row[1] == "I-16 超标准收费")
    assert str(told[6]).startswith("检查要点（config/checklist.csv）未列该类")


def test_what_is_filled_in_by_hand_is_empty_and_framed(book: Workbook) -> None:
    sheet = book["检查记录"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[-4:] == ["查实情况", "查实金额（元）", "签字", "日期"]
    for cell in sheet[2][-4:]:
        assert cell.value is None
        assert cell.border.left.style == "thin"
    assert sheet.row_dimensions[2].height >= 45


def test_every_target_has_its_page(book: Workbook) -> None:
    for sheet in (book["检查记录"], book["入户核查"]):
        targets = [cell.value for cell in sheet["A"]]
        changes = [n for n in range(2, len(targets)) if targets[n] != targets[n - 1]]
        assert [one.id for one in sheet.row_breaks.brk] == changes


def test_who_is_under_no_suspicion_is_checked_as_a_matter_of_routine(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["检查记录"].iter_rows(min_row=2)]
    told = [row for row in rows if str(row[6]).startswith("无具体疑点")]
    assert all(row[1] is None for row in told)


def test_home_visits_begin_with_special_groups_and_tell_of_the_rest(book: Workbook) -> None:
    rows = rows_of(book["入户核查"], FIRST)
    assert len(rows) == 11
    assert rows[0][3] == "特殊身份"
    assert [row[1] for row in rows] == [*range(1, 11), None]
    assert "晚上住在哪里？" in str([row[10] for row in rows])
    assert rows[-1][10] == "另有 2 人未列出，见 evidence/institution-H36010200001.csv"
