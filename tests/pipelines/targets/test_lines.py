from pathlib import Path

from openpyxl import load_workbook

from pipelines.targets.lines import Lines
from pipelines.targets.sheets import Book


def test_lines_stand_below_each_other(tmp_path: Path) -> None:
    book = Book(tmp_path / "a.xlsx", "2025-06")
    with book.book:
        lines = Lines(book, book.book.add_worksheet("总览"))
        lines.add("记录", 12)
        lines.section("一节")
        lines.pair("名", "文")
    found = load_workbook(tmp_path / "a.xlsx")["总览"]
    assert [cell.value for cell in found["A"]] == ["记录", None, "一节", "名"]
    assert found["B1"].value == 12
    assert found["B4"].value == "文"
