"""Sheets of a workbook: formats, tables and lines, all ready to print.

Text is always written as text: no cell can start a formula, whatever an institution is called.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.pages.palette import COLOURS, TIER_COLOURS
from pipelines.targets.figures import width

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Microsoft YaHei"

_LONGEST = 32_000
"""A cell holds no more characters (the format's limit is 32,767)."""

Row = Sequence[Any]


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading, its width in characters and its kind of value."""

    heading: str
    width: float
    kind: str = "text"

    @property
    def head(self) -> str:
        """The format of its heading, which stands over its values."""
        return "head_of_numbers" if self.kind in _NUMBERS else "head"


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
            name: self.book.add_format(_BODY | look) for name, look in _looks().items()
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
        self, name: str, columns: Sequence[Column], rows: Iterable[Row], foot: str
    ) -> "Worksheet":
        """A sheet with a frozen, filtered heading, ready to print on A4 across."""
        sheet = self.book.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            self.write(sheet, 0, place, column.heading, column.head)
        last = 0
        for last, row in enumerate(rows, start=1):
            sheet.set_row(last, height(columns, row))
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                kind = value if column.kind == "tier" else column.kind
                self.write(sheet, last, place, value, kind)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        print_across(sheet, last, len(columns) - 1, foot)
        return sheet


LINE_COLUMNS = 8


class Lines:
    """Lines written one below the other, across `LINE_COLUMNS` columns."""

    def __init__(self, book: Book, sheet: "Worksheet") -> None:
        self.book, self.sheet, self.row = book, sheet, 0

    def add(self, *values: object, kind: str | None = None) -> None:
        """A line of values; whole numbers as counts."""
        for place, value in enumerate(values):
            plain = "count" if isinstance(value, int) else "text"
            self.book.write(self.sheet, self.row, place, value, kind or plain)
        self.row += 1

    def heads(self, first: str, *numbers: str) -> None:
        """A heading of a small table."""
        self.book.write(self.sheet, self.row, 0, first, "head")
        for place, heading in enumerate(numbers, start=1):
            self.book.write(self.sheet, self.row, place, heading, "head_of_numbers")
        self.row += 1

    def merged(self, text: str, kind: str, first: int = 0) -> None:
        """A text over the columns from `first` on."""
        last = LINE_COLUMNS - 1
        self.sheet.merge_range(self.row, first, self.row, last, "", self.book.formats[kind])
        self.book.write(self.sheet, self.row, first, text, kind)
        self.sheet.set_row(self.row, _LINE * (1 + width(text) // _WIDE))
        self.row += 1

    def pair(self, name: str, text: str) -> None:
        """A name and a text."""
        self.book.write(self.sheet, self.row, 0, name, "text")
        self.merged(text, "wrap", first=1)

    def section(self, heading: str) -> None:
        """The heading of a section, after an empty line."""
        self.row += 1
        self.merged(heading, "section")


_WIDE = 100
"""Characters that fit on a line of merged cells."""


def print_across(
    sheet: "Worksheet", last_row: int, last_column: int, foot: str, pages: int = 0
) -> None:
    """Print on A4 across, as wide as a page and `pages` long (0: as long as it takes)."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, pages)
    sheet.print_area(0, 0, max(last_row, 1), last_column)
    sheet.set_footer(f"&L&9{foot}&C&9&A&R&9&P / &N")


def print_mark(book: Book, text: str) -> None:
    """Print a text at the head of every page of every sheet, as a watermark."""
    plain = text.replace("&", "&&")[:_HEADER]
    for sheet in book.book.worksheets():
        sheet.set_header(f"&C&10&K{COLOURS['core'].removeprefix('#')} {plain}")


_HEADER = 200
"""A header holds no more characters (the format's limit is 255, with its codes)."""


def height(columns: Sequence[Column], row: Row) -> int:
    """The height of a row in points, with all the lines of its wrapped texts."""
    return min(_LINE * max(map(_lines, columns, row)), _HIGHEST)


def _lines(column: Column, value: object) -> int:
    """Lines that a wrapped text takes in a column; Chinese characters are two wide."""
    if column.kind != "wrap" or value is None:
        return 1
    return sum(1 + int(width(line) // column.width) for line in str(value).split("\n"))


_LINE = 15
"""Height of a line in points."""

_HIGHEST = 400
"""A row is no higher, in points (the format's limit is 409)."""

_BODY = {"font_name": FONT, "font_size": 10, "valign": "top"}
_RULED = {"bottom": 1, "bottom_color": COLOURS["line"]}
_LEFT = {"align": "left", "indent": 1}
_HEAD = {
    "bold": True,
    "font_color": COLOURS["paper"],
    "bg_color": COLOURS["accent"],
    "valign": "vcenter",
    "text_wrap": True,
}
_NUMBERS = {
    "count": "#,##0",
    "yuan": "#,##0.00",
    "score": "0.000",
    "z": "+0.0;-0.0;0",
    "percentile": "0.00",
    "share": "0.0%",
}


def _looks() -> dict[str, dict[str, Any]]:
    """Every format by name."""
    tiers = {
        tier: _RULED | {"font_color": COLOURS[role], "bold": True, "align": "center"}
        for tier, role in TIER_COLOURS.items()
    }
    numbers = {kind: _RULED | {"num_format": code} for kind, code in _NUMBERS.items()}
    return {
        **tiers,
        **numbers,
        "text": _RULED | _LEFT,
        "wrap": _RULED | _LEFT | {"text_wrap": True},
        "date": _RULED | _LEFT | {"num_format": "yyyy-mm-dd"},
        "head": _HEAD | _LEFT,
        "head_of_numbers": _HEAD | {"align": "right"},
        "title": _LEFT | {"bold": True, "font_size": 16},
        "section": _LEFT | {"bold": True, "font_size": 11, "font_color": COLOURS["accent"]},
        "notice": _LEFT | {"bold": True, "bg_color": COLOURS["wash"], "text_wrap": True},
        "soft": _LEFT | {"font_color": COLOURS["soft"]},
    }
