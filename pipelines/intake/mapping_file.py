r"""Read a mapping from TOML and tell everything that is wrong with it at once.

The format, with one `[[table]]` for every pattern of files and table of the contract::

    name = "my_city"
    description = "..."                    # optional
    pseudonymise = ["psn_no"]              # optional: hashed with a key before it is written
    [[table]]
    table = "setl"                         # a table of the contract
    files = "setl_*.csv"                   # at any depth below the paths, also packed or as
                                           # Excel, Parquet or a table of a database
    sheet = "2025"                         # optional: this sheet of a workbook only
    query = "SELECT * FROM ..."            # optional: the rows to take from a database
    money = "yuan"                         # of amounts and prices: "yuan" (default) or "fen"
    null_values = ["NA"]                   # further spellings of missing beside ""
    distinct = false                       # true: a register read off a fact file
    [table.columns]                        # contract column = source column, or one of:
    setl_time = { from = "TIME", format = "%Y%m%d" }        # or a list; then ISO 8601
    med_type = { from = "TYPE", values = { "1" = "11" }, other = "keep" }
    insutype = { constant = "310" }
    updt_time = { file_name = '(\d{8})', format = "%Y%m%d" }
    live_admdvs = { concat = ["STATE", "COUNTY"], separator = "-", prefix = "US-" }
    medfee_sumamt = { sum = ["PAID", "DEDUCTED"] }          # money only
    diag_code = { unpivot = ["DX1", "DX2"], position = "diag_srt_no" }

`other` is what becomes of a value without an entry: "keep" (default), "null" or "quarantine".
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, cast

import polars as pl

from features.contract import TABLES, Table
from pipelines.errors import InputError
from pipelines.intake.mapping import (
    Concat,
    Constant,
    Field,
    FileName,
    Mapping,
    Source,
    Sum,
    TableMapping,
    Unpivot,
    supplied_by,
)
from pipelines.intake.problems import Place, Problems
from pipelines.intake.quarantine import RESERVED

WAYS: dict[str, tuple[str, ...]] = {
    "from": ("format", "values", "other"),
    "constant": (),
    "file_name": ("format",),
    "concat": ("separator", "prefix"),
    "sum": (),
    "unpivot": ("position",),
}
"""The ways to fill a column, and the further keys that each of them takes."""

TYPES: dict[str, tuple[type, ...]] = {
    "from": (str,),
    "constant": (str,),
    "file_name": (str,),
    "concat": (list,),
    "sum": (list,),
    "unpivot": (list,),
    "format": (str, list),
    "values": (dict,),
    "other": (str,),
    "separator": (str,),
    "prefix": (str,),
    "position": (str,),
    "name": (str,),
    "description": (str,),
    "table": (str,),
    "files": (str,),
    "money": (str,),
    "null_values": (list,),
    "distinct": (bool,),
    "query": (str,),
    "sheet": (str,),
    "pseudonymise": (list,),
    "columns": (dict,),
}
"""The TOML types of every key."""

KINDS = {str: "text in quotes", list: "a list of texts", dict: "a table", bool: "true or false"}

CHOICES = {"other": ("keep", "null", "quarantine"), "money": ("yuan", "fen")}
TABLE_KEYS = (
    "table",
    "files",
    "sheet",
    "query",
    "money",
    "null_values",
    "distinct",
    "columns",
)

HASHED: tuple[Literal["psn_no"], ...] = ("psn_no",)
"""What `pseudonymise` may name."""


def load_mapping(path: Path) -> Mapping:
    """Read the mapping file at `path`.

    Raises:
        InputError: when the file cannot be read, is no TOML, or has errors; all of them are
            told together, each with its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError as error:
        raise InputError(f"{path}: the mapping cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: this is not a TOML file in UTF-8: {error}") from error
    problems = Problems(text)
    mapping = _mapping(document, problems)
    problems.raise_any(path)
    return mapping


def _mapping(document: dict[str, Any], problems: Problems) -> Mapping:
    tables = document.pop("table", [])
    sound = _check_keys(document, ("name", "description", "pseudonymise"), (), problems)
    hashed = document.get("pseudonymise", []) if sound else []
    for field in (field for field in hashed if field not in HASHED):
        problems.unknown(("pseudonymise",), "field", field, HASHED)
    if "name" not in document:
        problems.add((), "'name' is missing: give the mapping a name")
    if not isinstance(tables, list) or not tables:
        problems.add((), "no [[table]]: name at least one table of the contract")
        tables = []
    mapped = [_table(entry, ("table", str(i)), problems) for i, entry in enumerate(tables)]
    return Mapping(
        name=str(document.get("name", "")),
        description=str(document.get("description", "")),
        tables=tuple(table for table in mapped if table),
        pseudonymise=HASHED if hashed else (),
    )


def _check_keys(
    entry: dict[str, Any], valid: Iterable[str], place: Place, problems: Problems
) -> bool:
    """Whether every key of `entry` is known and holds a value of the right type."""
    sound = True
    for key, value in entry.items():
        where = (*place, key)
        if key not in valid:
            problems.unknown(where, "key", key, valid)
        elif not isinstance(value, TYPES[key]) or not _of_text(value):
            wanted = " or ".join(KINDS[kind] for kind in TYPES[key])
            problems.add(where, f"{key!r} must be {wanted}; found {value!r}")
        elif key in CHOICES and value not in CHOICES[key]:
            problems.unknown(where, key, str(value), CHOICES[key])
        else:
            continue
        sound = False
    return sound


def _of_text(value: object) -> bool:
    """Whether a list holds text only, or a value map maps text to text."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, str) for item in value)
    return True


def _table(entry: dict[str, Any], place: Place, problems: Problems) -> TableMapping | None:
    sound = _check_keys(entry, TABLE_KEYS, place, problems)
    for key in ("table", "files", "columns"):
        if key not in entry:
            problems.add(place, f"{key!r} is missing in this [[table]]")
            sound = False
    if not sound:
        return None
    if entry["table"] not in TABLES:
        problems.unknown((*place, "table"), "table", entry["table"], TABLES)
        return None
    if "/" in entry["files"]:
        problems.add((*place, "files"), "'files' is a pattern of file names, without folders")
    table = TABLES[entry["table"]]
    columns = _columns(entry["columns"], table, (*place, "columns"), problems)
    return TableMapping(
        table=table,
        files=entry["files"],
        columns=columns,
        money=entry.get("money", "yuan"),
        null_values=tuple(dict.fromkeys(("", *entry.get("null_values", ())))),
        distinct=entry.get("distinct", False),
        query=entry.get("query"),
        sheet=entry.get("sheet"),
    )


def _columns(
    entry: dict[str, Any], table: Table, place: Place, problems: Problems
) -> dict[str, Source]:
    columns: dict[str, Source] = {}
    for name, spec in entry.items():
        if name not in table.columns:
            problems.unknown((*place, name), f"column of {table.name}", name, table.columns)
        elif source := _source(spec, (*place, name), problems):
            columns[name] = source
            _check_use(name, source, table, (*place, name), problems)
    unpivots = [name for name, source in columns.items() if isinstance(source, Unpivot)]
    if len(unpivots) > 1:
        problems.add((*place, unpivots[1]), "only one column of a table can be unpivoted")
    missing = set(table.required) - set(entry) - supplied_by(columns)
    for name in (name for name in table.required if name in missing):
        problems.add(place, f"required column {name!r} of {table.name} is not mapped")
    return columns


def _source(spec: object, place: Place, problems: Problems) -> Source | None:
    if isinstance(spec, str):
        return Field(spec)
    if not isinstance(spec, dict):
        problems.add(place, f"{place[-1]!r} must be a source column or a table, found {spec!r}")
        return None
    ways = [way for way in WAYS if way in spec]
    if len(ways) != 1:
        found = " and ".join(ways) or "none"
        problems.add(place, f"{place[-1]!r} needs exactly one of {', '.join(WAYS)}; found {found}")
        return None
    if not _check_keys(spec, (ways[0], *WAYS[ways[0]]), place, problems):
        return None
    return _built(ways[0], spec, place, problems)


def _built(way: str, spec: dict[str, Any], place: Place, problems: Problems) -> Source:
    match way:
        case "from":
            return _field(spec, place, problems)
        case "constant":
            return Constant(spec["constant"])
        case "file_name":
            return _file_name(spec, place, problems)
        case "concat":
            return Concat(tuple(spec["concat"]), spec.get("separator", ""), spec.get("prefix", ""))
        case "sum":
            return Sum(tuple(spec["sum"]))
        case _:
            return Unpivot(tuple(spec["unpivot"]), spec.get("position"))


def _file_name(spec: dict[str, Any], place: Place, problems: Problems) -> FileName:
    try:
        groups = re.compile(spec["file_name"]).groups
    except re.error as error:
        problems.add(place, f"'file_name' of {place[-1]!r} is no regular expression: {error}")
    else:
        if groups != 1:
            problems.add(
                place, f"'file_name' of {place[-1]!r} needs one group ( ), it has {groups}"
            )
    return FileName(spec["file_name"], _formats(spec))


def _formats(spec: dict[str, Any]) -> tuple[str, ...]:
    formats = spec.get("format", ())
    return (formats,) if isinstance(formats, str) else tuple(formats)


def _field(spec: dict[str, Any], place: Place, problems: Problems) -> Field:
    values = cast("dict[str, str]", spec.get("values", {}))
    if not all(isinstance(value, str) for value in values.values()):
        problems.add(place, f"'values' of {place[-1]!r} must map text to text")
    if "other" in spec and "values" not in spec:
        problems.add(place, f"'other' of {place[-1]!r} says nothing without 'values'")
    return Field(
        column=spec["from"],
        formats=_formats(spec),
        values=values,
        other=spec.get("other", "keep"),
    )


def _check_use(name: str, source: Source, table: Table, where: Place, problems: Problems) -> None:
    """Check that `source` suits the type of the contract column `name`."""
    dtype = table.dtypes[name]
    for reserved in RESERVED & set(source.columns):
        problems.add(where, f"source column {reserved!r} has a name of the quarantine; rename it")
    if isinstance(source, (Field, FileName)) and source.formats and not dtype.is_temporal():
        problems.add(where, f"'format' is for times; {name!r} is {dtype}")
    if isinstance(source, Sum) and table.unit(name) != "fen":
        problems.add(where, f"'sum' adds money; {name!r} is {dtype}")
    if isinstance(source, (Concat, Unpivot)) and dtype != pl.String:
        problems.add(where, f"'concat' and 'unpivot' give text; {name!r} is {dtype}")
    if isinstance(source, Unpivot) and source.position is not None:
        whole = [column for column, kind in table.dtypes.items() if kind == pl.Int64]
        if source.position not in whole:
            problems.unknown(where, "whole-number column for 'position'", source.position, whole)
