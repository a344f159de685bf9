"""Forms as a workbook that is ready to print and sign, and as CSV."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipelines.errors import InputError
from pipelines.forms.form import Form, Heading
from pipelines.pages.figures import fixed
from pipelines.store import keep_private, replacing
from pipelines.targets.listing import csv_text
from pipelines.targets.printing import print_across, print_mark
from pipelines.targets.sheets import Book, Column, height

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WORKBOOK = "forms.xlsx"


def write_forms(folder: Path, forms: Sequence[Form], *, month: str, mark: str) -> list[Path]:
    """Write forms as `folder`, replacing it; only whoever writes them may read them.

    Args:
        folder: where to.
        forms: the forms.
        month: whose they are.
        mark: what every printed page says at its head.
    """
    with replacing(folder) as fresh:
        fresh.mkdir(parents=True)
        for form in forms:
            (fresh / f"{form.name}.csv").write_bytes(form_csv(form).encode())
        book = Book(fresh / WORKBOOK, month)
        with book.book:
            for form in forms:
                _sheet(book, form, month)
            print_mark(book.book, mark)
        keep_private(fresh)
        names = sorted(path.name for path in fresh.iterdir())
    return [folder / name for name in names]


def check_replaceable(folder: Path) -> None:
    """Refuse a folder that holds something else than earlier forms.

    Raises:
        InputError: it does, or it is no folder.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / WORKBOOK).exists():
        raise InputError(f"{folder} is not empty and holds no earlier forms; name another folder")


def form_csv(form: Form) -> str:
    """A form as CSV, amounts in yuan; no text can start a formula."""
    columns = {
        each.text: pl.Series([_text(each, line[each.key]) for line in form.lines], dtype=pl.String)
        for each in form.headings
    }
    return csv_text(pl.DataFrame(columns), {})


def _text(heading: Heading, value: object) -> str | None:
    if heading.kind == "yuan" and isinstance(value, int):
        return fixed(value / 100, 2)
    return None if value is None else str(value)


def _sheet(book: Book, form: Form, month: str) -> None:
    sheet = book.book.add_worksheet(form.sheet)
    sheet.hide_gridlines(2)
    last = len(form.headings) - 1
    columns = [Column(each.text, each.width, each.kind) for each in form.headings]
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        book.write(sheet, _HEAD, place, column.heading, column.head)
    sheet.set_row(0, 30)
    sheet.set_row(_HEAD, 34)
    book.write(sheet, 0, 0, form.title, "title")
    book.write(sheet, 1, 0, f"{month}　单位：{form.unit}", "soft")
    for row, line in enumerate(form.lines, start=_HEAD + 1):
        cells = [(each, line[each.key]) for each in form.headings]
        sheet.set_row(row, max(height(columns, [value for _, value in cells]), _LEAST))
        _line(book, sheet, row, cells)
    row = _HEAD + len(form.lines) + 1
    for note in form.notes:
        row += 1
        book.write(sheet, row, 0, note, "soft")
    book.write(
        sheet, row + 2, 0, "　　　　　　　　".join(f"{one}：" for one in form.signed), "soft"
    )
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.repeat_rows(_HEAD)
    print_across(sheet, row + 2, last, "")


_HEAD = 3
"""The row of the headings."""

_LEAST = 20
"""A line is at least so high, in points: there is room to write in what is left blank."""


def _line(
    book: Book, sheet: "Worksheet", row: int, cells: Iterable[tuple[Heading, object]]
) -> None:
    for place, (heading, value) in enumerate(cells):
        is_fen = heading.kind == "yuan" and isinstance(value, int)
        shown = value / 100 if is_fen and isinstance(value, int) else value
        book.write(sheet, row, place, shown, heading.kind)
