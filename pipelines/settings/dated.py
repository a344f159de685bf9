"""Lists whose lines are valid from a day to a day."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from features.windows import first_day, shift
from pipelines.errors import InputError
from pipelines.unchanged import while_unchanged


def dated(path: Path, columns: Mapping[str, pl.DataType], month: str) -> pl.DataFrame:
    """The lines of a CSV that are valid on the last day of a month, sorted.

    Raises:
        InputError: the list cannot be read, or lacks a column.
    """
    day = first_day(shift(month, 1)) - dt.timedelta(days=1)
    from_day = pl.col("valid_from").str.to_date().fill_null(dt.date.min)
    to_day = pl.col("valid_to").str.to_date().fill_null(dt.date.max)
    try:
        valid = _lines(path).filter((from_day <= day) & (to_day >= day)).sort(pl.all())
        return valid.select(_typed(pl.col(each), dtype) for each, dtype in columns.items())
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            f"{path}: cannot be read as a dated list (UTF-8, columns {', '.join(columns)}, "
            f"valid_from and valid_to as YYYY-MM-DD): {error}"
        ) from error


@while_unchanged
def _lines(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def _typed(text: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    return text.str.to_date() if dtype == pl.Date else text.cast(dtype)
