"""Cut sorted Parquet files into ranges of a key, so that each fits into memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import polars as pl


@dataclass(frozen=True)
class Range:
    """Keys from `start` on, up to but without `end`; None is no bound."""

    start: str | None = None
    end: str | None = None

    def of(self, rows: pl.LazyFrame, column: str) -> pl.LazyFrame:
        """The rows whose `column` is in the range."""
        if self.start is not None:
            rows = rows.filter(pl.col(column) >= self.start)
        return rows if self.end is None else rows.filter(pl.col(column) < self.end)


def ranges(files: Sequence[Path], column: str, rows: int) -> list[Range]:
    """Ranges of `column`, in order and without gaps, with about `rows` rows each.

    Only the files' own statistics are read: each file is sorted by `column`, so the first keys of
    its row groups are a sample. The more files, the finer the sample; a range can be larger by one
    row group of every file, and a key is never parted.
    """
    cuts = [None, *_cuts(files, column, rows), None]
    return [Range(start, end) for start, end in pairwise(cuts)]


def _cuts(files: Sequence[Path], column: str, rows: int) -> Iterator[str]:
    total = 0
    last = None
    for first, count in sorted(group for file in files for group in _row_groups(file, column)):
        if total + count > rows and total and first != last:
            yield first
            total, last = 0, first
        total += count


def _row_groups(file: Path, column: str) -> Iterator[tuple[str, int]]:
    """The first key of each row group (perhaps cut short) and its number of rows."""
    from pyarrow import parquet

    found = parquet.read_metadata(file)
    if found.num_rows == 0:
        return
    place = found.schema.names.index(column)
    for number in range(found.num_row_groups):
        group = found.row_group(number)
        yield group.column(place).statistics.min, group.num_rows
