"""Tables, views and queries of a database, streamed as text.

A row's number is its place in what the database gave; another reading may give another order.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import islice
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.errors import InputError
from pipelines.intake.sources.connection import connected, engine_of, is_address
from pipelines.intake.sources.header import clean
from pipelines.intake.sources.source import BATCH_ROWS, SOURCE_LINE, Batch, Source, no_broken
from pipelines.intake.sources.values import texts_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult, Engine, Inspector, Row, Select, TableClause

    Run = Callable[[Connection], CursorResult[Any]]
    """Ask for rows that come a batch at a time."""

__all__ = ["Relation", "Selection", "database_sources", "is_address"]

FETCHES = 5
FETCHED_ROWS = BATCH_ROWS // FETCHES
"""Rows that are Python objects at a time; as such they need many times the memory."""

FILE_SUFFIX = re.compile(
    r"(\.(csv|txt|tsv|dat|xlsx|xlsm|xls|xlsb|ods|parquet|\*))?(\.(gz|zip))?$", re.IGNORECASE
)
"""What a pattern of files has and one of tables has not."""

NOT_SQL = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | \$(\w*)\$.*?\$\1\$ | --[^\n]* | /\*.*?\*/""",
    re.VERBOSE | re.DOTALL,
)
"""Texts, quoted names and comments: what can hold a semicolon that ends nothing."""


@dataclass(frozen=True)
class Relation:
    """A table or a view.

    Attributes:
        name: as the quarantine calls it, such as "hsa.setl_d (postgresql)".
        engine: of its database.
        table: the table or view.
    """

    name: str
    engine: "Engine"
    table: "TableClause"

    def columns(self) -> list[str]:
        """The names of its columns.

        Raises:
            InputError: no connection, or the database refuses.
        """
        return [clean(name) for name in self._columns()]

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """The values of `columns` as text, in one transaction that only reads.

        Raises:
            InputError: no connection, the database refuses, or a value is not a single one.
        """
        from sqlalchemy import column, select

        written = {clean(name): name for name in reversed(self._columns())}
        wanted: Select[*tuple[Any, ...]] = select(
            *(column(written[name]) for name in columns)
        ).select_from(self.table)
        return _batches(self.engine, self.name, columns, lambda asked: asked.execute(wanted))

    def _columns(self) -> list[str]:
        from sqlalchemy import false, select, text

        nothing = select(text("*")).select_from(self.table).where(false())
        return _header(self.engine, lambda asked: asked.execute(nothing))


@dataclass(frozen=True)
class Selection:
    """The rows of one query, which runs as it stands in the mapping."""

    name: str
    engine: "Engine"
    query: str

    def columns(self) -> list[str]:
        """The names that the query gives its columns.

        Raises:
            InputError: no connection, or the database refuses.
        """
        return [clean(name) for name in _header(self.engine, self._run)]

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """The values of `columns` as text, in one transaction that only reads.

        Raises:
            InputError: no connection, the database refuses, or a value is not a single one.
        """
        return _batches(self.engine, self.name, columns, self._run)

    def _run(self, asked: "Connection") -> "CursorResult[Any]":
        return asked.exec_driver_sql(self.query, execution_options={"no_parameters": True})


def database_sources(address: str, files: str, query: str | None) -> list[Source]:
    """The sources at a database address.

    Args:
        address: an SQLAlchemy address, such as `postgresql://user:password@host/database`.
        files: the pattern of a mapping; without the suffix of a file it names tables and views,
            ignoring case: `setl_d_*` those of the default schema, `hsa.setl_d_*` others.
        query: one SELECT to be read instead.

    Returns:
        What fits, in the order of the names; nothing when nothing fits.

    Raises:
        InputError: no connection, or `query` is not a single SELECT.
    """
    pattern = FILE_SUFFIX.sub("", files.rpartition("/")[2], count=1)
    if query is not None:
        _check_select(query, files)
        engine = engine_of(address)
        return [Selection(f"{pattern} ({engine.dialect.name})", engine, query)]
    engine = engine_of(address)
    return [_relation(engine, *found) for found in _matching(engine, pattern.lower())]


def is_select(query: str) -> bool:
    """Whether `query` is a single SELECT, or a WITH that ends in one."""
    bare = NOT_SQL.sub(" ", query).strip().rstrip(";")
    return ";" not in bare and re.match(r"(select|with)\b", bare, re.IGNORECASE) is not None


def _check_select(query: str, files: str) -> None:
    if not is_select(query):
        raise InputError(
            f"the query for {files} is not a single SELECT (or WITH … SELECT); "
            "feijian only reads: write one"
        )


def _relation(engine: "Engine", schema: str | None, name: str) -> Relation:
    from sqlalchemy import table

    full = name if schema is None else f"{schema}.{name}"
    return Relation(f"{full} ({engine.dialect.name})", engine, table(name, schema=schema))


def _matching(engine: "Engine", pattern: str) -> list[tuple[str | None, str]]:
    """The (schema, name) of tables and views that fit a pattern in lower case."""
    from sqlalchemy import inspect

    within, _, named = pattern.rpartition(".")
    found: list[tuple[str | None, str]] = []
    with connected(engine) as connection:
        inspector = inspect(connection)
        names: list[str | None] = [*inspector.get_schema_names()] if within else [None]
        for schema in (s for s in names if s is None or fnmatchcase(s.lower(), within)):
            present = sorted(_relations(inspector, schema))
            found += [(schema, name) for name in present if fnmatchcase(name.lower(), named)]
    return found


def _relations(inspector: "Inspector", schema: str | None) -> set[str]:
    """The tables and views of a schema."""
    names = {*inspector.get_table_names(schema), *inspector.get_view_names(schema)}
    if inspector.dialect.name in {"postgresql", "oracle"}:
        names |= {*inspector.get_materialized_view_names(schema)}
    return names


@contextmanager
def _asked(engine: "Engine", run: "Run") -> "Iterator[CursorResult[Any]]":
    """The answer to `run`, which the server holds back until its rows are asked for."""
    with connected(engine) as connection:
        connection.execution_options(stream_results=True)
        with run(connection) as result:
            yield result


def _header(engine: "Engine", run: "Run") -> list[str]:
    with _asked(engine, run) as result:
        return list(result.keys())


def _batches(engine: "Engine", name: str, columns: Sequence[str], run: "Run") -> Iterator[Batch]:
    frames = _frames(engine, name, columns, run)
    while fetched := list(islice(frames, FETCHES)):
        yield Batch(pl.concat(fetched), no_broken())


def _frames(
    engine: "Engine", name: str, columns: Sequence[str], run: "Run"
) -> Iterator[pl.DataFrame]:
    """The rows that `run` asks for, a fetch at a time."""
    with _asked(engine, run) as result:
        header = [clean(key) for key in result.keys()]  # noqa: SIM118 - not a dictionary
        places = {column: header.index(column) for column in columns}
        first = 1
        # The size is said here: SQLAlchemy forgets `yield_per` where SQL comes as text.
        for rows in result.partitions(FETCHED_ROWS):
            yield _frame(rows, places, first, name)
            first += len(rows)


def _frame(
    rows: "Sequence[Row[Any]]", places: Mapping[str, int], first: int, name: str
) -> pl.DataFrame:
    """Columns of `rows` as text, numbered from `first`."""
    texts = [
        texts_of([row[place] for row in rows], f"{name}: column {column!r}").alias(column)
        for column, place in places.items()
    ]
    lines = pl.int_range(first, first + len(rows), dtype=pl.UInt32, eager=True)
    return pl.DataFrame([lines.alias(SOURCE_LINE), *texts])
