"""Split translated rows into good and bad, and keep the bad ones as they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import dataframely as dy
import polars as pl

from features.contract import TABLES, Table
from pipelines.intake.sources import REASON, SOURCE_FILE, SOURCE_LINE
from pipelines.intake.translate import ROW, Translated
from pipelines.store import WHOLE

REASONS = "reasons"
MONTH = "_month"

RESERVED = frozenset({SOURCE_FILE, SOURCE_LINE, REASONS})
"""Columns of the quarantine beside those of the source."""

UNKNOWN_MONTH = "unknown"
"""The quarantine partition of rows whose time could not be read."""

PRIMARY_KEY = "primary_key"
"""The reason of rows whose key came with another content and the same time."""

BROKEN = "broken_row"
"""The reason of records that cannot be parted into columns; what is wrong follows."""


@dataclass(frozen=True)
class Split:
    """Rows of one batch.

    Attributes:
        good: `source_line`, `_month` and the supplied columns; keys may still repeat.
        bad: `source_line`, `_month`, `reasons`.
    """

    good: pl.DataFrame
    bad: pl.DataFrame


def split(translated: Translated, table: Table) -> Split:
    """Part the rows that the contract accepts from those that it refuses, with every reason.

    Only the primary key is left to the lake, where all rows of a key meet.
    """
    rows = translated.rows.with_columns(_month(table))
    reasons = _reasons(translated.faults, _refused(translated.rows, table))
    return Split(
        good=rows.join(reasons, on=ROW, how="anti", maintain_order="left").drop(ROW),
        bad=rows.join(reasons, on=ROW, maintain_order="left").select(SOURCE_LINE, MONTH, REASONS),
    )


def as_came(raw: pl.DataFrame, bad: pl.DataFrame, file: str) -> pl.DataFrame:
    """The source rows of `bad`: `source_file`, `source_line`, `reasons`, `_month`, the texts."""
    return bad.join(raw, on=SOURCE_LINE, maintain_order="left").select(
        pl.lit(file).alias(SOURCE_FILE), SOURCE_LINE, REASONS, MONTH, pl.exclude(bad.columns)
    )


def gathered(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """One partition of the quarantine: every bad source row once, in a fixed order."""
    rows = pl.concat(parts, how="diagonal")
    texts = sorted(set(rows.columns) - {SOURCE_FILE, SOURCE_LINE, REASONS})
    told = "reasons told"
    return (
        rows.select(SOURCE_FILE, SOURCE_LINE, REASONS, *texts)
        .with_columns(pl.col(REASONS).list.join(" ").alias(told))
        .unique([SOURCE_FILE, SOURCE_LINE, told, *texts])
        .sort(SOURCE_FILE, SOURCE_LINE, told, *texts)
        .drop(told)
    )


def _month(table: Table) -> pl.Expr:
    if table.month_of is None:
        return pl.lit(WHOLE).alias(MONTH)
    return pl.col(table.month_of).dt.strftime("%Y-%m").fill_null(UNKNOWN_MONTH).alias(MONTH)


@cache
def _row_schema(name: str) -> type[dy.Schema]:
    """The contract of single rows: the row number joins the key, so that no key repeats."""
    schema = TABLES[name].schema
    return type(f"{schema.__name__}Row", (schema,), {ROW: dy.UInt32(primary_key=True)})


def _refused(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """(row, reason) for every rule of the contract that a row breaks."""
    absent = [
        pl.lit(None, dtype).alias(name)
        for name, dtype in table.dtypes.items()
        if name not in rows.columns
    ]
    _, failure = _row_schema(table.name).filter(rows.with_columns(absent))
    details = failure.details()
    rules = [name for name in details.columns if name not in {*table.columns, ROW}]
    return (
        details.unpivot(rules, index=ROW, variable_name=REASON, value_name="verdict")
        .filter(pl.col("verdict").cast(pl.String) == "invalid")
        .select(ROW, pl.col(REASON).str.replace("check__", "", literal=True))
    )


def _reasons(faults: pl.DataFrame, refused: pl.DataFrame) -> pl.DataFrame:
    """(row, reasons): a value that could not be read is not also told as missing."""
    implied = faults.with_columns(pl.col(REASON).str.replace(r"\|.*", "|nullability"))
    return (
        pl.concat([faults, refused.join(implied, on=[ROW, REASON], how="anti")])
        .group_by(ROW)
        .agg(pl.col(REASON).sort().alias(REASONS))
        .sort(ROW)
    )
