"""Parquet files: their values as the shortest text that means the same."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.errors import InputError
from pipelines.intake.sources.header import clean
from pipelines.intake.sources.source import BATCH_ROWS, SOURCE_LINE, Batch, no_broken

EXACT_INTEGER = 2.0**53
"""Below this every whole float is one exact integer."""

CHINA = "Asia/Shanghai"
"""Where a moment with a zone becomes a time of day: the same lake on every machine."""


@dataclass(frozen=True)
class ParquetFile:
    """One Parquet file; its rows are numbered from 1.

    Whole floats lose their ".0", flags become 1 and 0, a float that is no number is missing, and
    a moment with a zone is told in China's time.
    """

    path: Path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def columns(self) -> list[str]:
        """The names of the columns.

        Raises:
            InputError: the file is empty, damaged or no Parquet.
        """
        return [clean(name) for name in self._schema()]

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """The values of `columns` as text.

        Raises:
            InputError: the file cannot be read, or a column holds lists, records or bytes.
        """
        schema = self._schema()
        written = {clean(name): name for name in reversed(schema)}
        texts = [self._text(written[name], schema).alias(name) for name in columns]
        frame = pl.scan_parquet(self.path, glob=False).select(texts)
        numbered = frame.with_row_index(SOURCE_LINE, offset=1)
        with self._readable():
            for rows in numbered.collect_batches(chunk_size=BATCH_ROWS):
                yield Batch(rows, no_broken())

    def _schema(self) -> dict[str, pl.DataType]:
        if self.path.stat().st_size == 0:
            raise InputError(f"{self.path}: the file is empty; export it again")
        with self._readable():
            return dict(pl.read_parquet_schema(self.path))

    def _text(self, name: str, schema: dict[str, pl.DataType]) -> pl.Expr:
        dtype = schema[name]
        if dtype.is_nested() or dtype == pl.Binary:
            raise InputError(
                f"{self.path}: column {name!r} holds {dtype}, not single values; "
                "export it as text or leave it out of the mapping"
            )
        return _as_text(pl.col(name), dtype)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Tell what Polars refuses, without quoting rows."""
        try:
            yield
        except pl.exceptions.PolarsError:
            raise InputError(
                f"{self.path}: this cannot be read as Parquet; export it again"
            ) from None


def _as_text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype.is_float():
        whole = (column == column.round()) & (column.abs() < EXACT_INTEGER)
        integer = column.cast(pl.Int64, strict=False).cast(pl.String)
        return pl.when(whole).then(integer).otherwise(column.fill_nan(None).cast(pl.String))
    if dtype == pl.Boolean:
        return column.cast(pl.Int8).cast(pl.String)
    if isinstance(dtype, pl.Datetime):
        local = column if dtype.time_zone is None else column.dt.convert_time_zone(CHINA)
        return local.dt.replace_time_zone(None).dt.to_string("%Y-%m-%d %H:%M:%S%.f")
    return column.cast(pl.String)
