"""Read a mapping from TOML and tell everything that is wrong with it at once.

A mapping has a name and one `[[table]]` for every pattern of files and table of the contract::

    name = "my_city"
    [[table]]
    table = "setl"                                          # a table of the contract
    files = "setl_*.csv"
    [table.columns]                                         # contract column = source column
    setl_id = "ID"
    setl_time = { from = "TIME", format = "%Y%m%d" }        # or another way to fill it

All keys are in `docs/mapping.md`.
"""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

from features.contract import TABLES, Table
from pipelines.intake.mapping import Mapping, Source, TableMapping, Unpivot, supplied_by
from pipelines.intake.mapping_file.column import column_source
from pipelines.intake.mapping_file.fit import check_fit
from pipelines.intake.mapping_file.keys import check_keys
from pipelines.intake.problems import Place, Problems, read_toml
from pipelines.intake.sources.database import is_select

DOCUMENT_KEYS = ("name", "description", "pseudonymise", "table")
TABLE_KEYS = (
    "table", "files", "sheet", "query", "money", "null_values", "distinct", "columns",
)  # fmt: skip

HASHED: tuple[Literal["psn_no"], ...] = ("psn_no",)
"""What `pseudonymise` may name."""


def load_mapping(path: Path) -> Mapping:
    """Read the mapping file at `path`.

    Raises:
        InputError: when the file cannot be read, is no TOML, or has errors; all of them are
            told together, each with its line.
    """
    text, document = read_toml(path, "mapping")
    problems = Problems(text)
    mapping = _mapping(document, problems)
    problems.raise_any(path)
    return mapping


def _mapping(document: dict[str, Any], problems: Problems) -> Mapping:
    entries = document.pop("table", [])
    sound = check_keys(document, DOCUMENT_KEYS, (), problems)
    hashed = document.get("pseudonymise", []) if sound else []
    for field in (field for field in hashed if field not in HASHED):
        problems.unknown(("pseudonymise",), "field", field, HASHED)
    if "name" not in document:
        problems.add((), "'name' is missing: give the mapping a name")
    return Mapping(
        name=str(document.get("name", "")),
        description=str(document.get("description", "")),
        tables=_tables(entries, problems),
        pseudonymise=HASHED if hashed else (),
    )


def _tables(entries: object, problems: Problems) -> tuple[TableMapping, ...]:
    if not isinstance(entries, list) or not entries:
        problems.add((), "no [[table]]: name at least one table of the contract")
        return ()
    places: list[Place] = [("table", str(number)) for number in range(len(entries))]
    read = [_table(entry, place, problems) for entry, place in zip(entries, places, strict=True)]
    sound = [(place, table) for place, table in zip(places, read, strict=True) if table]
    _check_twice(sound, problems)
    return tuple(table for _, table in sound)


def _check_twice(tables: Sequence[tuple[Place, TableMapping]], problems: Problems) -> None:
    """Check that no two tables make the same rows of the same sources."""
    for (_, one), (place, other) in combinations(tables, 2):
        if _sources(one) == _sources(other) and _key(one) == _key(other):
            problems.add(
                place,
                f"{one.table.name} is read from {other.files!r} twice with the same key; "
                "put all columns in one [[table]]",
            )


def _sources(table: TableMapping) -> tuple[str | None, ...]:
    return table.table.name, table.files.lower(), table.sheet, table.query


def _key(table: TableMapping) -> list[Source | None]:
    """Where the primary key comes from; one source row may make several rows of other keys."""
    return [table.columns.get(name) for name in table.table.key]


def _table(entry: object, place: Place, problems: Problems) -> TableMapping | None:
    if not isinstance(entry, dict):
        problems.add(place, f"a [[table]] has keys and values; found {entry!r}")
        return None
    sound = check_keys(entry, TABLE_KEYS, place, problems)
    for key in ("table", "files", "columns"):
        if key not in entry:
            problems.add(place, f"{key!r} is missing in this [[table]]")
            sound = False
    if not sound:
        return None
    if entry["table"] not in TABLES:
        problems.unknown((*place, "table"), "table", entry["table"], TABLES)
        return None
    _check_sources(entry, place, problems)
    return _table_mapping(entry, place, problems)


def _check_sources(entry: dict[str, Any], place: Place, problems: Problems) -> None:
    if "/" in entry["files"]:
        problems.add((*place, "files"), "'files' is a pattern of file names, without folders")
    if "query" in entry and not is_select(entry["query"]):
        problems.add(
            (*place, "query"), "'query' must be a single SELECT (or WITH … SELECT): write one"
        )


def _table_mapping(entry: dict[str, Any], place: Place, problems: Problems) -> TableMapping:
    table = TABLES[entry["table"]]
    mapping = TableMapping(
        table=table,
        files=entry["files"],
        columns=_columns(entry["columns"], table, (*place, "columns"), problems),
        money=entry.get("money", "yuan"),
        null_values=tuple(dict.fromkeys(("", *entry.get("null_values", ())))),
        distinct=entry.get("distinct", False),
        query=entry.get("query"),
        sheet=entry.get("sheet"),
    )
    for name, source in mapping.columns.items():
        check_fit(name, source, mapping, (*place, "columns", name), problems)
    return mapping


def _columns(
    entry: dict[str, Any], table: Table, place: Place, problems: Problems
) -> dict[str, Source]:
    columns: dict[str, Source] = {}
    for name, spec in entry.items():
        if name not in table.columns:
            problems.unknown((*place, name), f"column of {table.name}", name, table.columns)
        elif source := column_source(spec, (*place, name), problems):
            columns[name] = source
    unpivots = [name for name, source in columns.items() if isinstance(source, Unpivot)]
    if len(unpivots) > 1:
        problems.add((*place, unpivots[1]), "only one column of a table can be unpivoted")
    missing = set(table.required) - set(entry) - supplied_by(columns)
    for name in (name for name in table.required if name in missing):
        problems.add(place, f"required column {name!r} of {table.name} is not mapped")
    return columns
