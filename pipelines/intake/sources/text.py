"""Text files, plain or packed: their lines, where their header is, and their rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from pipelines.errors import InputError
from pipelines.intake.sources.archive import Content
from pipelines.intake.sources.encoding import DAMAGED, decoded
from pipelines.intake.sources.header import SEARCHED, clean, header_row, likely_row, usual_width
from pipelines.intake.sources.records import LONGEST, Lines, Record, Shape, batches, head
from pipelines.intake.sources.source import BATCH_ROWS, Batch

SEPARATORS = ",\t|;^"
"""Of two that part the header equally, the one named first."""

LONGEST_LINE = 1 << 26
"""Characters without a line end after which a file is taken to be no text."""


@dataclass(frozen=True)
class _Header:
    """The header of a text.

    Attributes:
        names: its names, cleaned.
        separator: the character between them.
        end: the number of its last physical line.
    """

    names: list[str]
    separator: str
    end: int


class TextFile:
    """A delimited text as a `Source`.

    Titles above the header are passed over, blank lines are no rows, NUL characters are removed.
    A name that the header has twice means the first of its columns.

    Args:
        content: the bytes.
        wanted: names that tell the header from titles. Without them, or where no record holds
            them all, the header is the first record that looks like one.
    """

    def __init__(self, content: Content, wanted: Sequence[str] = ()) -> None:
        self._content = content
        self._wanted = wanted

    @property
    def name(self) -> str:
        """The name of the file, after that of its archive."""
        return self._content.name

    def columns(self) -> list[str]:
        """The names of the header.

        Raises:
            InputError: when the file cannot be read, or is empty.
        """
        return list(self._header.names)

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """The cells of `columns`; an empty cell is empty text.

        `source_line` is the number of the physical line on which the row begins.

        Raises:
            InputError: when the file cannot be read to its end.
        """
        header = self._header
        places = {name: header.names.index(name) for name in columns}
        shape = Shape(header.separator, len(header.names), places)
        return batches(self._below(header.end), shape, header.end + 1)

    @cached_property
    def _header(self) -> _Header:
        lines = list(islice(chain.from_iterable(self._blocks()), SEARCHED * LONGEST))
        header = _found(lines, self._wanted) or _guessed(lines)
        if header is None:
            raise InputError(f"{self._content.place}: the file is empty; export it again")
        return header

    def _below(self, end: int) -> Iterator[Lines]:
        """The lines below the first `end`."""
        for lines in self._blocks():
            yield lines[end:]
            end = max(0, end - len(lines))

    def _blocks(self) -> Iterator[Lines]:
        """All physical lines, at most `BATCH_ROWS` at a time."""
        rest = ""
        for text in decoded(self._content.blocks(), self._content.encoding):
            *whole, rest = (rest + text.replace("\0", "")).split("\n")
            yield from _parts(whole)
            if len(rest) > LONGEST_LINE:
                raise InputError(
                    f"{self._content.place}: a line does not end; this is no text file"
                )
        if rest:
            yield from _parts([rest])


def _parts(whole: list[str]) -> Iterator[Lines]:
    for start in range(0, len(whole), BATCH_ROWS):
        lines = whole[start : start + BATCH_ROWS]
        yield [None if DAMAGED in line else line for line in lines]


def _found(lines: Lines, wanted: Sequence[str]) -> _Header | None:
    """The first record that holds the wanted names, parted as finely as it can be."""
    found = []
    for separator in SEPARATORS:
        records = head(lines, separator, SEARCHED)
        place = header_row([record.fields for _, record in records], wanted)
        if place is not None:
            found.append(_as_header(*records[place], separator))
    return min(found, key=lambda header: (header.end, -len(header.names)), default=None)


def _guessed(lines: Lines) -> _Header | None:
    """The record that looks like a header, under the separator that gives most fields."""
    heads = {separator: head(lines, separator, SEARCHED) for separator in SEPARATORS}
    fields = {s: [record.fields for _, record in records] for s, records in heads.items()}
    separator = max(SEPARATORS, key=lambda s: usual_width(fields[s]))
    if not fields[separator]:
        return None
    return _as_header(*heads[separator][likely_row(fields[separator])], separator)


def _as_header(at: int, record: Record, separator: str) -> _Header:
    return _Header([clean(name) for name in record.fields], separator, at + record.lines)
