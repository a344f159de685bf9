from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.targets.printing import print_mark
from pipelines.targets.sheets import Book, Column, Layout

A4_ACROSS = 1045


def paged(path: Path, *columns: Column) -> Worksheet:
    book = Book(path, "2025-06")
    rows = [[target, *[None] * (len(columns) - 1)] for target in "甲甲乙丙"]
    with book.book:
        book.table("表", columns, rows, "脚注", Layout(paged=True))
        print_mark(book.book, "A&B" * 200)
    return load_workbook(path)["表"]


def test_a_page_begins_at_every_new_first_value(tmp_path: Path) -> None:
    found = paged(tmp_path / "a.xlsx", Column("对象", 10))
    assert [one.id for one in found.row_breaks.brk] == [3, 4]
    assert not found.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_all_columns_fit_across_the_page(tmp_path: Path, count: int) -> None:
    columns = [Column(f"列{n}", 30) for n in range(count)]
    scale = paged(tmp_path / "a.xlsx", *columns).page_setup.scale or 100
    assert scale / 100 * 30 * count * 7.5 < A4_ACROSS


def test_a_mark_is_cut_and_cannot_be_taken_for_a_code(tmp_path: Path) -> None:
    header = str(paged(tmp_path / "a.xlsx", Column("对象", 10)).oddHeader.center.text)
    assert "A&&B" in header or "A&B" in header
    assert len(header) < 255
