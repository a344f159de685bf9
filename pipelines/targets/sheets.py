"""Sheets of a workbook: cells and tables, all ready to print.

Text is always written as text: no cell can start a formula, whatever an institution is called.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.pages.palette import COLOURS
from pipelines.targets.figures import width
from pipelines.targets.looks import FONT, NUMBERS, looks
from pipelines.targets.printing import print_across, print_by_first

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_000
"""A cell holds no more characters (the format's limit is 32,767)."""

Row = Sequence[Any]


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading, its width in characters and its kind of value.

    Of the kind `blank` are columns that are filled in by hand.
    """

    heading: str
    width: float
    kind: str = "text"

    @property
    def head(self) -> str:
        """The format of its heading, which stands over its values."""
        if self.kind == "blank":
            return "head_of_blanks"
        return "head_of_numbers" if self.kind in NUMBERS else "head"


@dataclass(frozen=True)
class Layout:
    """How a table lies on screen and on paper.

    Attributes:
        frozen: columns that stay in sight, beside the heading.
        printed: the first columns, which are printed; None for all.
        bars: headings of columns with bars, and the value of a full one (None: the largest).
        paged: whether a page begins wherever the value of the first column changes.
        least: the least height of a row in points, so that there is room to write.
    """

    frozen: int = 0
    printed: int | None = None
    bars: tuple[tuple[str, float | None], ...] = ()
    paged: bool = False
    least: int = 0


class Book:
    """An open workbook and its formats."""

    def __init__(self, path: Path, month: str) -> None:
        import xlsxwriter

        self.book: Workbook = xlsxwriter.Workbook(
            path,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": 10},
            },
        )
        created = dt.datetime.strptime(month, "%Y-%m")  # noqa: DTZ007 - a month has no zone
        self.book.set_properties({"created": created})
        self.formats: dict[str, Format] = {
            name: self.book.add_format(look) for name, look in looks().items()
        }

    def write(self, sheet: "Worksheet", row: int, column: int, value: object, kind: str) -> None:
        """Write one value; text as text, numbers as numbers, nothing as a blank."""
        style = self.formats[kind]
        if value is None:
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), style)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, style)
        else:
            sheet.write_string(row, column, str(value)[:_LONGEST], style)

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Row],
        foot: str,
        layout: Layout | None = None,
    ) -> "Worksheet":
        """A sheet with a frozen, filtered heading, ready to print on A4 across."""
        sheet, layout, rows = self.book.add_worksheet(name), layout or Layout(), list(rows)
        self._fill(sheet, columns, rows, layout.least)
        sheet.freeze_panes(1, layout.frozen)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        _bars(sheet, columns, layout, len(rows))
        printed = columns[: layout.printed]
        print_across(sheet, len(rows), len(printed) - 1, foot)
        sheet.repeat_rows(0)
        if layout.paged:
            print_by_first(sheet, [column.width for column in printed], rows)
        return sheet

    def _fill(
        self, sheet: "Worksheet", columns: Sequence[Column], rows: Iterable[Row], least: int
    ) -> None:
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            self.write(sheet, 0, place, column.heading, column.head)
        sheet.set_row(0, LINE_HEIGHT * max(map(_heading_lines, columns)))
        for last, row in enumerate(rows, start=1):
            sheet.set_row(last, max(height(columns, row), least))
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                kind = value if column.kind == "tier" else column.kind
                self.write(sheet, last, place, value, kind)


def _bars(sheet: "Worksheet", columns: Sequence[Column], layout: Layout, rows: int) -> None:
    headings = [column.heading for column in columns]
    for heading, full in layout.bars:
        place = headings.index(heading)
        most = {"max_type": "num", "max_value": full} if full else {}
        sheet.conditional_format(1, place, max(rows, 1), place, _BAR | most)


_BAR = {
    "type": "data_bar",
    "bar_color": COLOURS["band"],
    "bar_solid": True,
    "min_type": "num",
    "min_value": 0,
}


def height(columns: Sequence[Column], row: Row) -> int:
    """The height of a row in points, with all the lines of its wrapped texts."""
    return min(LINE_HEIGHT * max(map(_lines, columns, row)), _HIGHEST)


def _lines(column: Column, value: object) -> int:
    """Lines that a wrapped text takes in a column; Chinese characters are two wide."""
    if column.kind != "wrap" or value is None:
        return 1
    return sum(1 + int(width(line) // column.width) for line in str(value).split("\n"))


def _heading_lines(column: Column) -> int:
    """Lines that a heading takes beside the button of its filter."""
    return 1 + int(width(column.heading) // max(column.width - _BUTTON, 4))


_BUTTON = 2
"""Width of the button of a filter in characters."""

LINE_HEIGHT = 15
"""Height of a line in points."""

_HIGHEST = 400
"""A row is no higher, in points (the format's limit is 409)."""
