"""What every kind of source gives: its columns, and its rows as text, batch by batch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

SOURCE_FILE = "source_file"
SOURCE_LINE = "source_line"
REASON = "reason"

BATCH_ROWS = 100_000
"""Rows held in memory at a time, about; the result does not depend on it."""


@dataclass(frozen=True)
class Batch:
    """Some rows of a source; every row is in one of the two frames.

    Attributes:
        rows: `source_line` (UInt32) and the columns asked for, all String, as they came, spaces
            and all; null only where the source has null.
        broken: `source_line` (UInt32) and `reason` (String) of records that cannot be parted
            into the columns of the header: "fields" (too many or too few), "quoting" (quotes
            that do not close) or "encoding" (bytes that mean no characters).
    """

    rows: pl.DataFrame
    broken: pl.DataFrame


class Source(Protocol):
    """A file, a member of an archive, a sheet, or a table of a database."""

    @property
    def name(self) -> str:
        """What reports and the quarantine call it: no folder, no password."""
        ...

    def columns(self) -> list[str]:
        """The names of the header, without spaces and byte order marks around them.

        Raises:
            InputError: when there is no header to be read.
        """
        ...

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """The cells of `columns`, in the order of the source, about `BATCH_ROWS` rows a time.

        Raises:
            InputError: when the source cannot be read to its end.
        """
        ...


def no_broken() -> pl.DataFrame:
    """The `broken` of a batch without damage."""
    return pl.DataFrame(schema={SOURCE_LINE: pl.UInt32, REASON: pl.String})
