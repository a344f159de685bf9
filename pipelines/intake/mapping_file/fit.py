"""Whether the source of a column suits the column: its type, its values, its neighbours."""

from collections.abc import Iterable

import dataframely as dy
import polars as pl

from features.contract import Table
from pipelines.intake.mapping import (
    Concat,
    Constant,
    Field,
    FileName,
    Source,
    Sum,
    TableMapping,
    Unpivot,
)
from pipelines.intake.mapping_file.formats import fault_of_format
from pipelines.intake.parsing import parse
from pipelines.intake.problems import Place, Problems, nearest
from pipelines.intake.quarantine import RESERVED


def check_fit(
    name: str, source: Source, mapping: TableMapping, where: Place, problems: Problems
) -> None:
    """Note everything about `source` that the contract column `name` of `mapping` cannot take."""
    for reserved in sorted(RESERVED & set(source.columns)):
        problems.add(where, f"source column {reserved!r} has a name of the quarantine; rename it")
    if wrong := _wrong_type(name, source, mapping.table):
        problems.add(where, wrong)
        return
    if isinstance(source, (Field, FileName)):
        for fault in filter(None, map(fault_of_format, source.formats)):
            problems.add(where, fault)
    for text in dict.fromkeys(_texts(source)):
        if not _holds(name, text, mapping):
            hint = _hint(mapping.table.columns[name], text)
            problems.add(where, f"{name!r} cannot hold {text!r}{hint}")
    if isinstance(source, Unpivot) and source.position is not None:
        _check_position(source.position, mapping, where, problems)


def _wrong_type(name: str, source: Source, table: Table) -> str | None:
    dtype = table.dtypes[name]
    if isinstance(source, (Field, FileName)) and source.formats and not dtype.is_temporal():
        return f"'format' is for times; {name!r} is {dtype}"
    if isinstance(source, Sum) and table.unit(name) != "fen":
        return f"'sum' adds money; {name!r} is {dtype}"
    if isinstance(source, (Concat, Unpivot)) and dtype != pl.String:
        return f"'concat' and 'unpivot' give text; {name!r} is {dtype}"
    return None


def _check_position(position: str, mapping: TableMapping, where: Place, problems: Problems) -> None:
    whole = [name for name, dtype in mapping.table.dtypes.items() if dtype == pl.Int64]
    if position not in whole:
        problems.unknown(where, "whole-number column for 'position'", position, whole)
    elif position in mapping.columns:
        problems.add(where, f"{position!r} is the 'position' here and mapped, too; keep one")


def _texts(source: Source) -> Iterable[str]:
    """The values that the mapping itself writes."""
    match source:
        case Constant():
            return (source.value,)
        case Field():
            return source.values.values()
        case _:
            return ()


def _holds(name: str, text: str, mapping: TableMapping) -> bool:
    """Whether `text` can be read as the column `name` and the contract accepts it there."""
    read = pl.select(parse(pl.lit(text), name, mapping.table, mapping.money).value.alias(name))
    column = pl.col(name)
    rules = mapping.table.columns[name].validation_rules(column).values()
    return bool(read.select(pl.all_horizontal(column.is_not_null(), *rules)).item())


def _hint(column: dy.Column, text: str) -> str:
    """What the column can hold, where that can be said."""
    if isinstance(column, dy.Enum):
        return nearest(text, column.categories)
    if column.dtype.is_temporal():
        return "; write a time as 2025-01-31 or 2025-01-31 10:05:00"
    if isinstance(column, dy.String):
        return f"; it must match {column.regex}" if column.regex else ""
    bounds = {"from": getattr(column, "min", None), "to": getattr(column, "max", None)}
    told = "".join(f" {word} {bound:g}" for word, bound in bounds.items() if bound is not None)
    return f"; it holds {'whole ' * (column.dtype == pl.Int64)}numbers{told}"
