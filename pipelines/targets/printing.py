"""How sheets are printed: A4 across, as wide as a page, marked on every page."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipelines.pages.palette import COLOURS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


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


def print_by_first(
    sheet: "Worksheet", widths: Sequence[float], rows: Sequence[Sequence[Any]]
) -> None:
    """Begin a page at every new first value, and print at a scale that fits the columns.

    A sheet that is fitted to a width takes no notice of its page breaks.
    """
    pairs = enumerate(pairwise(rows), start=2)
    sheet.set_h_pagebreaks([place for place, (above, below) in pairs if above[0] != below[0]])
    wide = _PIXELS * sum(widths)
    sheet.set_print_scale(max(10, min(100, int(100 * _PAGE_PIXELS / wide))))


_PIXELS = 9.3
"""Width of a character where the widest font stands in for ours; in ours it is 7."""

_PAGE_PIXELS = 1045
"""What fits across A4 between the margins: 10.9 inches."""


def print_mark(book: "Workbook", text: str) -> None:
    """Print a text at the head of every page of every sheet, as a watermark."""
    plain = text.replace("&", "&&")[:_HEADER]
    for sheet in book.worksheets():
        sheet.set_header(f"&C&10&K{COLOURS['core'].removeprefix('#')} {plain}")


_HEADER = 200
"""A header holds no more characters (the format's limit is 255, with its codes)."""
