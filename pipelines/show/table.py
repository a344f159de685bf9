"""Tables on the screen; however narrow it is, no name and no number is cut."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Column, Table
from rich.text import Text

PROSE = frozenset({"reason", "sample", "样例", "unlocks", "kept as", "nothing rests on yet"})
"""Columns of words, which may wrap."""

NARROWEST = 20
"""The room that words are left at least."""

GAP = 2

BOUNDLESS = 100_000
"""More than any table needs."""

NUMBER = re.compile(r"-|[-+]?[\d,]+(\.\d+)?")


def table_of(*columns: str, spare: Sequence[str] = ()) -> Table:
    """A table without lines; columns of words may wrap, and numbers stand on the right.

    Args:
        columns: the headers; the last one, if it has none, is a column of words.
        spare: the columns that go, in this order, where there is no room for all.
    """
    return _Fitted(columns, spare)


@dataclass(frozen=True)
class Samples:
    """Values on one line: as many whole ones as there is room for."""

    values: tuple[str, ...]

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """From the first value to all of them."""
        lines = self._lines()
        return Measurement(min(cell_len(lines[-1]), NARROWEST), cell_len(lines[0]))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The longest line that fits."""
        lines = self._lines()
        fitting = (line for line in lines if cell_len(line) <= options.max_width)
        yield Text(next(fitting, lines[-1]), no_wrap=True, overflow="ellipsis")

    def _lines(self) -> list[str]:
        """All values, then fewer and fewer, down to the first."""
        return [" | ".join(self.values[:n]) for n in range(len(self.values), 0, -1)] or [""]


class _Fitted(Table):
    """A table that is fitted when it is drawn, because only then its room is known."""

    def __init__(self, names: Sequence[str], spare: Sequence[str]) -> None:
        super().__init__()
        self._spare = spare
        for place, name in enumerate(names, start=1):
            words = name in PROSE or (not name and place == len(names))
            self.add_column(name, no_wrap=not words)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw as wide as the screen; where nobody looks, in a file or a pipe, as it comes."""
        seen = console.is_terminal or "COLUMNS" in os.environ
        room = options.max_width if seen else BOUNDLESS
        boundless = options.update_width(BOUNDLESS)
        columns = [_measured(column, console, boundless) for column in self.columns]
        for name in self._spare:
            if _needed(columns) > room:
                columns = [column for column in columns if column.header != name]
        width = max(room, _needed(columns))
        yield from console.render(_drawn(columns), options.update_width(width))


def _measured(column: Column, console: Console, options: ConsoleOptions) -> Column:
    """The column with the width that it needs, its texts taken to the letter."""
    cells: list[RenderableType] = [
        Text(cell) if isinstance(cell, str) else cell for cell in column.cells
    ]
    sizes = [Measurement.get(console, options, cell) for cell in (column.header, *cells)]
    least = max(min(size.minimum, NARROWEST) for size in sizes)
    most = max(size.maximum for size in sizes)
    numbers = [isinstance(cell, Text) and NUMBER.fullmatch(cell.plain) for cell in cells]
    return replace(
        column,
        min_width=most if column.no_wrap else least,
        justify="right" if cells and all(numbers) else "left",
        _cells=cells,
    )


def _needed(columns: Sequence[Column]) -> int:
    """The width of all columns, words wrapped, with the gaps between them."""
    return sum((column.min_width or 0) + GAP for column in columns) - GAP


def _drawn(columns: Sequence[Column]) -> Table:
    headed = any(column.header for column in columns)
    table = Table(box=None, pad_edge=False, show_header=headed, header_style="dim")
    for column in columns:
        table.add_column(
            column.header,
            justify=column.justify,
            no_wrap=column.no_wrap,
            min_width=column.min_width,
        )
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*row)
    return table
