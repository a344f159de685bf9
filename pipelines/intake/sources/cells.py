"""The cells of a sheet as text.

The reader gives the text of a cell but not its kind. A number, a flag or a date that looks like
text is told from text by asking again for numbers or for times, which text cannot be; so only
columns where it matters are read twice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from fastexcel import CellError, ExcelReader

ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
"""The reader's names of errors, and what Excel shows."""

NO_DAY = "1899-12-31 "
"""The day of a cell that holds only a time of day."""

UNSHOWN = "########"
"""What Excel shows for a date that is none."""


@dataclass(frozen=True)
class _Kind:
    """Cells of one kind whose text has to be written otherwise.

    Attributes:
        dtype: what such a cell can be read as, and text cannot.
        pattern: what text of theirs is written otherwise.
        written: how.
    """

    dtype: Literal["boolean", "duration"]
    pattern: str
    written: Callable[[str], str]


def _number(text: str) -> str:
    """A flag as 1 or 0; a number in the fifteen digits that Excel keeps."""
    flags = {"true": "1", "false": "0"}
    return flags.get(text) or f"{float(text):.15G}"


def _time(text: str) -> str:
    """A time of day without a day, a day without midnight."""
    if text.startswith(NO_DAY):
        return text.removeprefix(NO_DAY)
    return text.removesuffix(" 00:00:00")


KINDS = (
    _Kind("boolean", r"^(true|false|-?(\d\.?){16,})$", _number),
    _Kind("duration", rf"^{NO_DAY}|^\d{{4}}-\d\d-\d\d 00:00:00$", _time),
)


def cells(book: "ExcelReader", sheet: str, rows: int | None = None) -> pl.DataFrame:
    """All cells of a sheet from its first row, or of its first `rows`, as text.

    Whole numbers have no ".0", dates are written as in ISO 8601 and without midnight, flags are
    1 and 0, and an error is written as Excel shows it. Excel keeps fifteen digits: a number with
    more before the point is written as "1.23456789012346E+17", so that nobody takes what is left
    of it for an identifier.

    Returns:
        A column for every column in use, named by its place; null where a cell is empty.

    Raises:
        fastexcel.FastExcelError: the workbook is damaged.
    """
    texts = _texts(book, sheet, rows)
    for kind in KINDS:
        texts = _rewritten(texts, kind, book, sheet, rows)
    return texts


def _texts(book: "ExcelReader", sheet: str, rows: int | None) -> pl.DataFrame:
    """The text of every cell as the reader has it; an error as Excel shows it."""
    loaded = book.load_sheet(sheet, header_row=None, skip_rows=0, n_rows=rows, dtypes="string")
    batch, errors = loaded.to_arrow_with_errors()
    texts = pl.DataFrame(batch).cast(pl.String)
    texts.columns = [str(column.absolute_index) for column in loaded.selected_columns]
    return _with_errors(texts, errors.errors if errors else [])


def _with_errors(texts: pl.DataFrame, errors: "list[CellError]") -> pl.DataFrame:
    """Put what Excel shows where the reader has no text."""
    shown: dict[int, dict[int, str]] = {}
    for error in errors:
        row, column = error.offset_position
        shown.setdefault(column, {})[row] = _shown(error.detail)
    return texts.with_columns(
        texts.to_series(column).scatter(list(cells), list(cells.values()))
        for column, cells in shown.items()
    )


def _shown(detail: str) -> str:
    """What stands in a cell, from the reader's complaint that it is no text."""
    if clock := re.search(r'DurationIso\("PT(\d+)H(\d+)M(\d+)', detail):
        return ":".join(clock.groups())
    error = re.search(r"Error\((\w+)\)", detail)
    return ERRORS.get(error[1], UNSHOWN) if error else UNSHOWN


def _rewritten(
    texts: pl.DataFrame, kind: _Kind, book: "ExcelReader", sheet: str, rows: int | None
) -> pl.DataFrame:
    """Write the cells of one kind as an export would."""
    matching = texts.select(pl.all().str.contains(kind.pattern).fill_null(value=False))
    asked = [column.name for column in matching if column.any()]
    if not asked:
        return texts
    loaded = book.load_sheet(
        sheet, header_row=None, skip_rows=0, n_rows=rows, dtypes=kind.dtype,
        use_columns=[int(place) for place in asked], eager=True,
    )  # fmt: skip
    readable = pl.DataFrame(loaded)
    readable.columns = asked
    found = {name: (matching[name] & readable[name].is_not_null()).arg_true() for name in asked}
    return texts.with_columns(
        texts[name].scatter(lines, [kind.written(text) for text in texts[name].gather(lines)])
        for name, lines in found.items()
    )
