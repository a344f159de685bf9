"""Sheets of Excel and OpenDocument workbooks, their cells as an export would have written them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipelines.errors import InputError
from pipelines.intake.sources.cells import cells
from pipelines.intake.sources.header import SEARCHED, clean, fold, header_row, likely_row
from pipelines.intake.sources.source import BATCH_ROWS, SOURCE_LINE, Batch, Source, no_broken

if TYPE_CHECKING:
    from fastexcel import ExcelReader


@dataclass(frozen=True)
class Sheet:
    """One sheet; its rows have the numbers that Excel shows, and a row of blanks is no row.

    Attributes:
        path: the workbook.
        sheet: the name of the sheet.
        above: rows above the header, titles and blanks.
        header: the cells of the header, cleaned; "" where there is no name.
    """

    path: Path
    sheet: str
    above: int
    header: tuple[str, ...]

    @property
    def name(self) -> str:
        """The workbook and the sheet."""
        return f"{self.path.name}#{self.sheet}"

    def columns(self) -> list[str]:
        """The names of the header."""
        return [name for name in self.header if name]

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """The cells of `columns` as text; the sheet is in memory while it is read.

        Raises:
            InputError: the workbook is damaged.
        """
        with _opened(self.path) as book:
            sheet = cells(book, self.sheet)
        filled = pl.any_horizontal(pl.col(sheet.columns).str.strip_chars() != "")
        places = {name: sheet.columns[self.header.index(name)] for name in columns}
        below = sheet.with_row_index(SOURCE_LINE, offset=1).slice(self.above + 1)
        for part in below.iter_slices(BATCH_ROWS):
            yield Batch(part.filter(filled).select(SOURCE_LINE, **places), no_broken())


def excel_sources(path: Path, wanted: Sequence[str], sheet: str | None) -> list[Source]:
    """The sheets of a workbook, hidden ones too, whose header holds the wanted columns.

    Args:
        path: a workbook of any kind (xlsx, xlsm, xlsb, xls, ods), whatever its suffix says.
        wanted: the columns that a mapping reads; none asks for every sheet that is not empty.
        sheet: the only sheet to look at.

    Returns:
        The sheets in the order of the workbook; where none holds all columns, the one that
        holds most, so that the others can be told.

    Raises:
        InputError: the workbook cannot be read, is empty, or has no sheet of that name.
    """
    with _opened(path) as book:
        records = {name: _top(book, name) for name in _looked_at(path, book, sheet)}
    filled = {name: rows for name, rows in records.items() if rows}
    if not filled:
        raise InputError(f"{path}: the workbook is empty; export it again")
    held = {name: header_row(rows, wanted) for name, rows in filled.items()}
    found = [_sheet(path, n, filled[n], row) for n, row in held.items() if row is not None]
    if found:
        return [*found]
    likely = [_sheet(path, name, rows, likely_row(rows)) for name, rows in filled.items()]
    return [max(likely, key=lambda candidate: _held(candidate, wanted))] if wanted else [*likely]


def _looked_at(path: Path, book: "ExcelReader", sheet: str | None) -> list[str]:
    if sheet is None:
        return book.sheet_names
    if sheet not in book.sheet_names:
        raise InputError(
            f"{path}: there is no sheet {sheet!r}; there are {', '.join(book.sheet_names)}: "
            "correct `sheet` in the mapping"
        )
    return [sheet]


def _top(book: "ExcelReader", sheet: str) -> list[list[str]]:
    """The rows where a header can be; none of an empty sheet or a chart."""
    top = cells(book, sheet, SEARCHED)
    return [[cell or "" for cell in row] for row in top.iter_rows()]


def _sheet(path: Path, name: str, rows: Sequence[Sequence[str]], above: int) -> Sheet:
    return Sheet(path, name, above, tuple(map(clean, rows[above])))


def _held(sheet: Sheet, wanted: Sequence[str]) -> int:
    names = set(map(fold, sheet.header))
    return sum(fold(name) in names for name in wanted)


@contextmanager
def _opened(path: Path) -> Iterator["ExcelReader"]:
    """The workbook; what cannot be read is told without quoting it."""
    import fastexcel

    try:
        # From its bytes, because a suffix often lies: many systems name every export ".xls".
        yield fastexcel.read_excel(path.read_bytes())
    except fastexcel.FastExcelError:
        raise InputError(
            f"{path}: this cannot be read as a workbook: it is damaged, locked with a password "
            "or something else under that name; save it as .xlsx without a password, or as CSV"
        ) from None
