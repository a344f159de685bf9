import datetime as dt
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.targets.sheets import Book, Column, Layout

COLUMNS = [Column("名称", 10, "wrap"), Column("金额", 12, "yuan"), Column("日期", 11, "date")]


def sheet(path: Path, *rows: list[object]) -> Worksheet:
    book = Book(path, "2025-06")
    with book.book:
        book.table("表", COLUMNS, rows, "脚注")
    return load_workbook(path)["表"]


def test_values_keep_their_kind(tmp_path: Path) -> None:
    row = sheet(tmp_path / "a.xlsx", ["=1+1", 12.5, dt.date(2025, 6, 30)])[2]
    assert [cell.data_type for cell in row] == ["s", "n", "d"]
    assert [cell.value for cell in row] == ["=1+1", 12.5, dt.datetime(2025, 6, 30)]  # noqa: DTZ001


def test_awkward_text_comes_through(tmp_path: Path) -> None:
    long = "长" * 40_000
    found = sheet(tmp_path / "a.xlsx", ["a\x07b", None, None], [long, 1, None])
    assert found["A3"].value == long[:32_000]
    assert found["B2"].value is None


def test_a_row_is_as_high_as_its_text(tmp_path: Path) -> None:
    found = sheet(tmp_path / "a.xlsx", ["短", 1, None], ["一二三四五六七八", 1, None])
    assert found.row_dimensions[2].height is None
    assert found.row_dimensions[3].height == 30


def test_an_empty_table_is_a_heading(tmp_path: Path) -> None:
    assert sheet(tmp_path / "a.xlsx").max_row == 1


def test_equal_books_have_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        sheet(tmp_path / name, ["甲", 1, dt.date(2025, 1, 1)])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_layout_freezes_columns_prints_the_first_and_leaves_room(tmp_path: Path) -> None:
    book = Book(tmp_path / "a.xlsx", "2025-06")
    layout = Layout(frozen=1, printed=2, least=30)
    with book.book:
        book.table("表", COLUMNS, [["甲", 1, None]], "脚注", layout)
    found = load_workbook(tmp_path / "a.xlsx")["表"]
    assert found.freeze_panes == "B2"
    assert found.print_area == "'表'!$A$1:$B$2"
    assert found.row_dimensions[2].height == 30


def test_a_narrow_heading_has_the_height_of_its_lines(tmp_path: Path) -> None:
    book = Book(tmp_path / "a.xlsx", "2025-06")
    with book.book:
        book.table("表", [Column("疑点条数", 6, "count")], [[1]], "脚注")
    assert load_workbook(tmp_path / "a.xlsx")["表"].row_dimensions[1].height == 45
