"""A batch of source text into rows of the contract, as a mapping says.

Values get one spelling (`spelling`), and those that mean missing become null; then every contract
column is put together from its source columns and parsed, and reversals get their sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

import polars as pl

from pipelines.intake.mapping import (
    Concat,
    Constant,
    Field,
    FileName,
    Sum,
    TableMapping,
    Unpivot,
)
from pipelines.intake.parsing import Parsed, parse, parse_sum
from pipelines.intake.reversals import netting
from pipelines.intake.sources import REASON, SOURCE_LINE
from pipelines.intake.spelling import amount, plain, stripped, unlike_plain

ROW = "_row"
"""The number of a contract row within its batch."""

VALUE = "_value"
"""The values of an unpivoted source, below each other."""

POSITION = "_position"
"""The places of those values, as text."""


@dataclass(frozen=True)
class Translated:
    """A batch in the contract's types.

    Attributes:
        rows: `_row`, `source_line` and the supplied columns of the contract.
        faults: (`_row`, `reason`), a line for every value that could not be read.
        repeated: values that one source row held more than once in its unpivoted columns.
    """

    rows: pl.DataFrame
    faults: pl.DataFrame
    repeated: int


def translate(batch: pl.DataFrame, mapping: TableMapping, file: str = "") -> Translated:
    """Translate the text columns of `batch` (with `source_line`) as `mapping` says.

    The faults are `column|not_a_number`, `column|not_whole_fen`, `column|not_a_time`,
    `column|unknown_value` and `column|digits_lost`.

    Args:
        batch: text as it came.
        mapping: how the file becomes a table of the contract.
        file: the name of the file, for columns that are read off it.
    """
    texts, repeated = _unpivoted(_cleaned(batch, mapping), mapping)
    columns = {name: _parsed(name, mapping, file) for name in mapping.supplied}
    faults = {f"{n}|{kind}": wrong for n, r in columns.items() for kind, wrong in r.faults.items()}
    read = (
        texts.with_row_index(ROW)
        .lazy()
        .select(
            ROW,
            SOURCE_LINE,
            *(column.value.alias(name) for name, column in columns.items()),
            *(wrong.alias(reason) for reason, wrong in faults.items()),
        )
        .collect(engine="in-memory")
    )
    rows = netting(read.drop(faults), mapping.table)
    return Translated(rows, listed(read, {reason: pl.col(reason) for reason in faults}), repeated)


def _cleaned(batch: pl.DataFrame, mapping: TableMapping) -> pl.DataFrame:
    """Give every value its one spelling and empty those that mean missing."""
    texts = batch.select(SOURCE_LINE, stripped(pl.col(mapping.source_columns)))
    odd = [n for n in unlike_plain(texts.drop(SOURCE_LINE)) if n not in _prose(mapping)]
    money = _money(mapping)
    spelt = texts.with_columns(
        amount(plain(pl.col(name))) if name in money else plain(pl.col(name)) for name in odd
    )
    missing = pl.col(mapping.source_columns).is_in(mapping.null_values)
    return spelt.with_columns(pl.when(~missing).then(pl.col(mapping.source_columns)).name.keep())


def _prose(mapping: TableMapping) -> set[str]:
    """Source columns that feed nothing but words."""
    words, codes = set[str](), set[str]()
    for name, source in mapping.columns.items():
        (words if name in mapping.table.prose else codes).update(source.columns)
    return words - codes


def _money(mapping: TableMapping) -> set[str]:
    """Source columns that feed an amount or a price."""
    units = {name: mapping.table.unit(name) for name in mapping.columns}
    return {c for name, source in mapping.columns.items() if units[name] for c in source.columns}


def _unpivoted(texts: pl.DataFrame, mapping: TableMapping) -> tuple[pl.DataFrame, int]:
    """Put the columns of an unpivoted source below each other, as the contract names them."""
    if mapping.unpivoted is None:
        return texts, 0
    _, source = mapping.unpivoted
    longer = pl.concat(
        [
            texts.with_columns(pl.col(column).alias(VALUE), pl.lit(place).alias(POSITION))
            for place, column in enumerate(source.columns, start=1)
        ]
    )
    filled = longer.drop_nulls(VALUE)
    once = filled.unique([SOURCE_LINE, VALUE], keep="first", maintain_order=True)
    in_order = once.sort(SOURCE_LINE, POSITION).with_columns(pl.col(POSITION).cast(pl.String))
    return in_order, filled.height - once.height


def listed(rows: pl.DataFrame, reasons: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """(row, reason) for every row of which a reason holds; most reasons hold of none."""
    none = pl.DataFrame(schema={ROW: rows.schema[ROW], REASON: pl.String})
    any_row = rows.select(wrong.any().alias(reason) for reason, wrong in reasons.items())
    found = [reason for reason in reasons if any_row[reason].item()]
    return pl.concat(
        [none, *(rows.filter(reasons[r]).select(ROW, pl.lit(r).alias(REASON)) for r in found)]
    )


def _parsed(name: str, mapping: TableMapping, file: str) -> Parsed:
    """The contract column `name`, from the columns of its source."""
    source = mapping.columns.get(name)
    if isinstance(source, Sum):
        return parse_sum([pl.col(column) for column in source.columns], mapping.money)
    formats = source.formats if isinstance(source, (Field, FileName)) else ()
    parsed = parse(_text(source, file), name, mapping.table, mapping.money, formats)
    if isinstance(source, Field) and source.other == "quarantine":
        unknown = pl.col(source.column).is_not_null() & ~_known(source)
        return Parsed(parsed.value, parsed.faults | {"unknown_value": unknown})
    return parsed


def _text(source: Field | Constant | FileName | Concat | Unpivot | None, file: str) -> pl.Expr:
    """The text of a source; a contract column without one is the position of an unpivot."""
    match source:
        case None:
            return pl.col(POSITION)
        case Unpivot():
            return pl.col(VALUE)
        case Constant():
            return pl.lit(source.value)
        case FileName():
            return pl.lit(file).str.extract(source.pattern)
        case Concat():
            return pl.lit(source.prefix) + pl.concat_str(source.columns, separator=source.separator)
        case Field():
            return _mapped(source)
        case _:
            assert_never(source)


def _mapped(source: Field) -> pl.Expr:
    text = pl.col(source.column)
    if not source.values:
        return text
    mapped = text.replace_strict(source.values, default=None, return_dtype=pl.String)
    return pl.when(_known(source) | (source.other != "keep")).then(mapped).otherwise(text)


def _known(source: Field) -> pl.Expr:
    return pl.col(source.column).is_in(list(source.values))
