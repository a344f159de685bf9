"""Physical lines of text into records: separators, quotes, and lines that are damaged.

Lines without quotes are parted together, lines with quotes go through the `csv` module; a quoted
field may span lines. Where quotes do not close, where text follows a closing quote, and where
fields are too many or too few, that one physical line is broken and reading goes on at the next,
so that damage does not spread to other rows. A quote inside a field without quotes is text.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from pipelines.intake.sources.source import REASON, SOURCE_LINE, Batch

QUOTE = '"'

LONGEST = 50
"""Physical lines that one record may have."""

BLANK = " \t\r\0\x1a\xa0\u3000\ufeff"
"""A line of nothing else is no row, unless it holds separators."""

LONE = "\0"
"""Stands for a "\\r" within a line, which ends no record; the texts have no NUL of their own."""

LONGEST_FIELD = 1 << 26
"""Characters of one field with quotes; the `csv` module alone would refuse more than 131,072."""

LINE = "_line"

Lines = list[str | None]
"""Physical lines without their line ends; None where bytes mean no characters."""


@dataclass(frozen=True)
class Shape:
    """What the records of one text have in common.

    Attributes:
        separator: the character between the fields.
        width: the number of fields.
        places: the columns that are wanted, and where they are among the fields.
    """

    separator: str
    width: int
    places: dict[str, int]


@dataclass(frozen=True)
class Record:
    """The fields of one record, and how many physical lines it has."""

    fields: list[str]
    lines: int


def head(lines: Lines, separator: str, count: int) -> list[tuple[int, Record]]:
    """The first `count` records, each with the place of its first line; damage is passed over."""
    found: list[tuple[int, Record]] = []
    at = 0
    while at < len(lines) and len(found) < count:
        record = None if _is_blank(lines[at], separator) else _record_at(lines, at, separator)
        if record is not None:
            found.append((at, record))
        at += record.lines if record is not None else 1
    return found


def batches(blocks: Iterable[Lines], shape: Shape, first: int) -> Iterator[Batch]:
    """Part the lines into rows, a batch for every block.

    Args:
        blocks: the physical lines below the header.
        shape: how to part them.
        first: the number of the first line; a row has the number of its first line.
    """
    rest: Lines = []
    for block in blocks:
        lines = rest + block
        quoted = _take_quoted(lines, shape, last=False)
        yield _batch(lines[: quoted.end], quoted, shape, first)
        rest = lines[quoted.end :]
        first += quoted.end
    if rest:
        yield _batch(rest, _take_quoted(rest, shape, last=True), shape, first)


def _blanks(separator: str) -> str:
    return BLANK.replace(separator, "")


def _is_blank(line: str | None, separator: str) -> bool:
    return line is not None and not line.strip(_blanks(separator))


def _record_at(lines: Lines, at: int, separator: str) -> Record | None:
    """The record that starts at a line, or None if its quotes are wrong."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(_below(lines, at), delimiter=separator, strict=True)
    try:
        fields = next(reader, None)
    except csv.Error:
        return None
    if fields is None:
        return None
    several = reader.line_num > 1
    if several and not _well_formed(lines[at : at + reader.line_num], separator):
        return None
    return Record([text.replace(LONE, "\r") for text in fields], reader.line_num)


def _below(lines: Lines, at: int) -> Iterator[str]:
    for place in range(at, min(at + LONGEST, len(lines))):
        line = lines[place]
        if line is None:
            return
        yield line[:-1].replace("\r", LONE) + line[-1:] + "\n"


def _well_formed(lines: Lines, separator: str) -> bool:
    """Whether a record over several lines has quotes around whole fields only.

    One line with a quote too many is thus never joined to whole records below it: together they
    have an odd number of quotes.
    """
    text = "\n".join(line or "" for line in lines).removesuffix("\r")
    plain = rf'(?:"(?:[^"]|"")*+"|[^"\n{re.escape(separator)}]*+)'
    return re.fullmatch(rf"{plain}(?:{re.escape(separator)}{plain})*+", text) is not None


@dataclass
class _Quoted:
    """The records that begin in lines with quotes, by the places of those lines.

    Attributes:
        end: the place of the first line that must wait for the lines of the next block.
    """

    end: int
    rows: dict[int, list[str]] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)


def _take_quoted(lines: Lines, shape: Shape, *, last: bool) -> _Quoted:
    """Part the records that begin in lines with quotes, and blank their lines."""
    quoted = _Quoted(end=len(lines))
    for at, line in enumerate(lines):
        if line is None or QUOTE not in line:
            continue
        record = _record_at(lines, at, shape.separator)
        if record is not None and len(record.fields) == shape.width:
            quoted.rows[at] = record.fields
            lines[at : at + record.lines] = [""] * record.lines
        elif not last and at + LONGEST > len(lines):
            quoted.end = at
            break
        else:
            alone = record is not None and record.lines == 1
            quoted.broken[at] = "fields" if alone else "quoting"
            lines[at] = ""
    return quoted


def _batch(lines: Lines, quoted: _Quoted, shape: Shape, first: int) -> Batch:
    plain, broken = _plain(lines, shape, first)
    numbers = _numbers(quoted.rows, first)
    cells = {
        name: pl.Series([row[place] for row in quoted.rows.values()], dtype=pl.String)
        for name, place in shape.places.items()
    }
    rows = pl.concat([plain, pl.DataFrame({SOURCE_LINE: numbers} | cells)])
    refused = pl.DataFrame(
        {
            SOURCE_LINE: _numbers(quoted.broken, first),
            REASON: pl.Series(list(quoted.broken.values()), dtype=pl.String),
        }
    )
    return Batch(rows.sort(SOURCE_LINE), pl.concat([broken, refused]).sort(SOURCE_LINE))


def _numbers(places: Iterable[int], first: int) -> pl.Series:
    return pl.Series([first + place for place in places], dtype=pl.UInt32)


def _plain(lines: Lines, shape: Shape, first: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows and the broken lines among the lines without quotes."""
    line = pl.col(LINE)
    blank = line.str.strip_chars(_blanks(shape.separator)) == ""
    separators = line.str.count_matches(shape.separator, literal=True)
    reason = (
        pl.when(line.is_null())
        .then(pl.lit("encoding"))
        .when(separators != shape.width - 1)
        .then(pl.lit("fields"))
    )
    told = (
        pl.DataFrame({LINE: pl.Series(lines, dtype=pl.String)})
        .with_row_index(SOURCE_LINE, first)
        .filter(line.is_null() | ~blank)
        .with_columns(reason.alias(REASON))
    )
    fields = line.str.strip_suffix("\r").str.split_exact(shape.separator, shape.width - 1)
    cells = [fields.struct.field(f"field_{at}").alias(name) for name, at in shape.places.items()]
    rows = told.filter(pl.col(REASON).is_null()).select(SOURCE_LINE, *cells)
    return rows, told.drop_nulls(REASON).select(SOURCE_LINE, REASON)
