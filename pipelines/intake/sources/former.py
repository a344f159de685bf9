"""Source files: which of them a mapping reads, and their rows as text, batch by batch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import polars as pl

from features.contract import REQUIRED_TABLES
from pipelines.errors import InputError
from pipelines.intake.mapping import Mapping, TableMapping
from pipelines.intake.problems import nearest

SOURCE_FILE = "source_file"
SOURCE_LINE = "source_line"

BATCH_ROWS = 250_000
"""Rows held in memory at a time; the result does not depend on it."""

EXACT_INTEGER = 2.0**53
"""Below this every whole float is one exact integer."""


@dataclass(frozen=True)
class Reading:
    """One file to be read into one contract table."""

    mapping: TableMapping
    path: Path


def readings(
    paths: Sequence[Path], mapping: Mapping, held: frozenset[str]
) -> tuple[list[Reading], list[str]]:
    """Find the files of every table of `mapping` at or below `paths`.

    Args:
        paths: files, or folders that are searched at any depth.
        mapping: says which names belong to which table.
        held: the tables that the lake holds already; these may be absent.

    Returns:
        The readings in the order of the mapping, and a line for every pattern that matches
        nothing.

    Raises:
        InputError: a path does not exist or fits no pattern, a required table has no file, or
            a file cannot be opened or lacks columns. Problems of one kind are told together.
    """
    _check_paths(paths, mapping)
    found = [Reading(table, path) for table in mapping.tables for path in _files(paths, table)]
    with_files = {reading.mapping.table.name for reading in found}
    mapped = {table.table.name for table in mapping.tables}
    missing = [name for name in REQUIRED_TABLES if name in mapped - with_files - held]
    if missing or not found:
        raise InputError(_nothing_found(missing, paths, mapping))
    _check_columns(found)
    return found, _absent(found, mapping)


def batches(path: Path, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Read `columns` of a file as text, with `source_line`, a batch at a time.

    `source_line` counts the header of a CSV file as line 1, and a line break inside quotes not
    at all; in a Parquet file it is the number of the row, from 1. Parquet values become the
    shortest text that means the same: whole floats lose their ".0", flags become 1 and 0.

    Raises:
        InputError: when the file cannot be parsed.
    """
    try:
        frame = _scan(path)
        texts = [_as_text(name, frame.collect_schema()[name]) for name in columns]
        yield from frame.select(SOURCE_LINE, *texts).collect_batches(chunk_size=BATCH_ROWS)
    except pl.exceptions.PolarsError as error:
        raise InputError(_unreadable(path, error)) from error


def _check_paths(paths: Sequence[Path], mapping: Mapping) -> None:
    patterns = list(dict.fromkeys(table.files for table in mapping.tables))
    problems = []
    for path in paths:
        if not path.exists():
            problems.append(f"{path} does not exist; check the path")
        elif path.is_file() and not any(fnmatch(path.name, pattern) for pattern in patterns):
            problems.append(
                f"{path} fits no pattern of the mapping {mapping.name!r} ({', '.join(patterns)}); "
                "rename the file or add its pattern"
            )
    if problems:
        raise InputError("\n".join(problems))


def _files(paths: Sequence[Path], table: TableMapping) -> list[Path]:
    """The files of one table, each once, in the order of their paths."""
    found: dict[Path, Path] = {}
    for path in paths:
        inside = path.rglob(table.files) if path.is_dir() else [path]
        found |= {
            file.resolve(): file for file in inside if fnmatch(file.name, Path(table.files).name)
        }
    return [found[key] for key in sorted(found) if found[key].is_file()]


def _absent(found: Sequence[Reading], mapping: Mapping) -> list[str]:
    """A line for every table and pattern without a file."""
    read = {(reading.mapping.table.name, reading.mapping.files) for reading in found}
    wanted = dict.fromkeys((table.table.name, table.files) for table in mapping.tables)
    return [
        f"{name}: no file matches {files}" for name, files in wanted if (name, files) not in read
    ]


def _nothing_found(missing: Sequence[str], paths: Sequence[Path], mapping: Mapping) -> str:
    where = ", ".join(map(str, paths))
    wanted = [table for table in mapping.tables if table.table.name in missing] or mapping.tables
    patterns = ", ".join(f"{table.files} ({table.table.name})" for table in wanted)
    what = f"required tables {', '.join(missing)}" if missing else "mapped tables"
    return (
        f"no file for the {what} at {where}, and the lake holds none yet; the mapping "
        f"{mapping.name!r} looks for {patterns}: add the files or correct the patterns"
    )


def _check_columns(found: Sequence[Reading]) -> None:
    problems: dict[str, None] = {}
    for reading in found:
        present = _header(reading.path)
        for name in reading.mapping.source_columns:
            if name not in present:
                problems[
                    f"{reading.path}: column {name!r} (mapped for {reading.mapping.table.name}) "
                    f"is missing{nearest(name, present)}"
                ] = None
    if problems:
        raise InputError("\n".join([*problems, "correct the mapping or export the columns"]))


def _header(path: Path) -> list[str]:
    try:
        return [name for name in _scan(path).collect_schema().names() if name != SOURCE_LINE]
    except pl.exceptions.PolarsError as error:
        raise InputError(_unreadable(path, error)) from error


def _scan(path: Path) -> pl.LazyFrame:
    match path.suffix.lower():
        case ".csv":
            return pl.scan_csv(
                path,
                infer_schema=False,
                row_index_name=SOURCE_LINE,
                row_index_offset=2,
                glob=False,
            )
        case ".parquet":
            return pl.scan_parquet(path, row_index_name=SOURCE_LINE, row_index_offset=1, glob=False)
        case suffix:
            raise InputError(
                f"{path}: files of the kind {suffix or 'without suffix'!r} cannot be read; "
                "export CSV or Parquet"
            )


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype.is_float():
        whole = (column == column.round()) & (column.abs() < EXACT_INTEGER)
        return (
            pl.when(whole)
            .then(column.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(column.fill_nan(None).cast(pl.String))
            .alias(name)
        )
    if dtype == pl.Boolean:
        return column.cast(pl.Int8).cast(pl.String)
    if isinstance(dtype, pl.Datetime):
        return column.dt.replace_time_zone(None).dt.to_string("%Y-%m-%d %H:%M:%S%.f")
    if dtype.is_nested() or dtype == pl.Binary:
        raise pl.exceptions.SchemaError(f"column {name!r} holds {dtype}, not single values")
    return column.cast(pl.String)


def _unreadable(path: Path, error: pl.exceptions.PolarsError) -> str:
    """Say why a file cannot be read, without quoting its rows."""
    if path.stat().st_size == 0:
        return f"{path}: the file is empty; export it again"
    text = str(error)
    if "utf-8" in text:
        return f"{path}: the text is not UTF-8; save it as UTF-8"
    if "more fields" in text:
        return f"{path}: a row has more fields than the header; quote fields that hold commas"
    if isinstance(error, pl.exceptions.SchemaError):
        return f"{path}: {text}"
    kind = path.suffix.lower().removeprefix(".")
    if "properly escaped" in text or "could not parse" in text:
        return f"{path}: a quoted field is not closed properly; export the CSV again"
    return f"{path}: this cannot be read as {kind}; export it again"
