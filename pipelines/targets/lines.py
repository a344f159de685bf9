"""A sheet that is read from above to below, not sorted: lines, pairs and small tables."""

from typing import TYPE_CHECKING

from pipelines.targets.figures import width
from pipelines.targets.sheets import LINE_HEIGHT, Book

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LINE_COLUMNS = 8

_WIDE = 100
"""Characters that fit on a line of merged cells."""


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
        self.sheet.set_row(self.row, LINE_HEIGHT * (1 + width(text) // _WIDE))
        self.row += 1

    def pair(self, name: str, text: str) -> None:
        """A name and a text."""
        self.book.write(self.sheet, self.row, 0, name, "text")
        self.merged(text, "wrap", first=1)

    def section(self, heading: str) -> None:
        """The heading of a section, after an empty line."""
        self.row += 1
        self.merged(heading, "section")
