import sqlite3
from collections.abc import Callable
from pathlib import Path

import polars as pl
import psycopg
import pytest

from pipelines.errors import InputError
from pipelines.intake.sources.database import database_sources
from pipelines.intake.sources.source import Source

Filled = Callable[..., str]


@pytest.fixture
def sqlite(tmp_path: Path) -> Filled:
    """A SQLite database in which statements were executed, as its address."""

    def filled(*statements: str) -> str:
        with sqlite3.connect(tmp_path / "city.db") as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return f"sqlite:///{tmp_path}/city.db"

    return filled


@pytest.fixture
def postgresql(database: str) -> Filled:
    """A PostgreSQL database in which statements were executed, as its address."""

    def filled(*statements: str) -> str:
        with psycopg.connect(database) as connection:
            for statement in statements:
                connection.execute(statement.encode())
        return database

    return filled


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest) -> Filled:
    """Either of them."""
    made: Filled = request.getfixturevalue(request.param)
    return made


def names(address: str, files: str) -> list[str]:
    return [source.name for source in database_sources(address, files, None)]


def the(address: str, files: str = "setl", query: str | None = None) -> Source:
    [source] = database_sources(address, files, query)
    return source


def rows(source: Source, *columns: str) -> list[tuple[object, ...]]:
    return pl.concat([batch.rows for batch in source.batches(columns)]).rows()


def test_tables_and_views_are_found_whatever_their_case(filled: Filled) -> None:
    address = filled(
        'CREATE TABLE "SETL_D_2025" (id text)',
        "CREATE TABLE fee (id text)",
        "CREATE VIEW setl_d_old AS SELECT * FROM fee",
    )
    kind = address.partition(":")[0]
    assert names(address, "setl_d*.csv") == [f"SETL_D_2025 ({kind})", f"setl_d_old ({kind})"]
    assert names(address, "FEE.csv.gz") == names(address, "2025/fee.*") == [f"fee ({kind})"]
    assert names(address, "mdtrt*.csv") == []


def test_rows_are_text_and_counted(filled: Filled) -> None:
    address = filled(
        'CREATE TABLE setl (" Id " text, "自付%" numeric(10, 2), "order" integer)',
        "INSERT INTO setl VALUES (' 0010 ', 1.5, 7), (NULL, NULL, NULL), ('', 2.25, -1)",
    )
    assert the(address).columns() == ["Id", "自付%", "order"]
    assert [row[:2] for row in rows(the(address), "order", "Id")] == [
        (1, "7"),
        (2, None),
        (3, "-1"),
    ]
    assert [row[1] for row in rows(the(address), "Id", "order")] == [" 0010 ", None, ""]


def test_a_table_without_rows_has_columns(filled: Filled) -> None:
    source = the(filled("CREATE TABLE setl (a text, b text)"))
    assert source.columns() == ["a", "b"]
    assert list(source.batches(["b"])) == []


def test_schemas_are_named_in_the_pattern(postgresql: Filled) -> None:
    address = postgresql(
        "CREATE SCHEMA hsa_2025",
        "CREATE TABLE hsa_2025.setl (a text)",
        "INSERT INTO hsa_2025.setl VALUES ('1')",
        "CREATE MATERIALIZED VIEW setl AS SELECT 2 AS a",
    )
    assert names(address, "HSA*.setl.csv") == ["hsa_2025.setl (postgresql)"]
    assert rows(the(address, "hsa_*.setl"), "a") == [(1, "1")]
    assert rows(the(address, "setl"), "a") == [(1, "2")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("'男'::varchar(2)", "男"),
        ("'ab'::char(4)", "ab  "),
        ("7::smallint", "7"),
        ("9223372036854775807::bigint", "9223372036854775807"),
        ("100.00::numeric", "100.00"),
        ("0.00000001::numeric", "0.00000001"),
        ("123456789012345678901234567890::numeric", "123456789012345678901234567890"),
        ("'NaN'::numeric", "NaN"),
        ("0.1::float8 + 0.2::float8", "0.30000000000000004"),
        ("26000::float8", "26000"),
        ("12.3::real", "12.3"),
        ("12.30::money", "$12.30"),
        ("true", "1"),
        ("false", "0"),
        ("date '2025-01-31'", "2025-01-31"),
        ("date 'infinity'", "infinity"),
        ("time '10:05:00'", "10:05:00"),
        ("timestamp '2025-01-31 10:05:00'", "2025-01-31 10:05:00"),
        ("timestamp '2025-01-31 10:05:00.123456'", "2025-01-31 10:05:00.123456"),
        ("timestamptz '2025-01-31 18:05:00+00'", "2025-02-01 02:05:00"),
        ("timestamptz 'infinity'", "infinity"),
        ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        ("'192.168.0.1'::inet", "192.168.0.1"),
        ("'happy'::mood", "happy"),
        ("""'{"a": 1}'::json""", '{"a": 1}'),
        ("NULL::int", None),
        ("'2025-01-31 10:05:00+08'::text", "2025-01-31 10:05:00+08"),
    ],
)
def test_types_of_postgresql(types: str, value: str, text: str | None) -> None:
    assert rows(the(types, query=f"SELECT {value} AS a"), "a") == [(1, text)]


@pytest.fixture(scope="module")
def types(postgres: str) -> str:
    """A database that knows an enumeration, for the types that are only read."""
    with psycopg.connect(f"{postgres}/postgres") as connection:
        connection.execute("CREATE TYPE mood AS ENUM ('happy')")
    return f"{postgres}/postgres"


def test_types_of_sqlite(sqlite: Filled) -> None:
    address = sqlite(
        "CREATE TABLE setl (a, day DATE, price DECIMAL(10, 2))",
        "INSERT INTO setl VALUES (1, '2025-01-31', 12.50), (1.0, NULL, 3), ('01', '', 'x'), "
        "(NULL, NULL, 0.1), (9007199254740993, NULL, 1e300), (TRUE, NULL, 9e999)",
    )
    assert rows(the(address), "a", "day", "price") == [
        (1, "1", "2025-01-31", "12.5"),
        (2, "1", None, "3"),
        (3, "01", "", "x"),
        (4, None, None, "0.1"),
        (5, "9007199254740993", None, "1e+300"),
        (6, "1", None, "inf"),
    ]


@pytest.mark.parametrize("value", ["'\\x01'::bytea", "ARRAY[1, 2]"])
def test_what_is_no_single_value_is_told(types: str, value: str) -> None:
    with pytest.raises(InputError) as caught:
        rows(the(types, query=f"SELECT {value} AS a"), "a")
    assert "column 'a' holds " in str(caught.value)
    assert "not single values; leave it out of the mapping" in str(caught.value)


def test_batches_stream(postgresql: Filled) -> None:
    address = postgresql(
        "CREATE TABLE setl AS SELECT i AS a, 'x' AS b FROM generate_series(1, 250000) AS i"
    )
    batches = the(address).batches(["a"])
    sizes, last = [], 0
    for batch in batches:
        assert batch.rows["source_line"].to_list() == list(
            range(last + 1, last + 1 + len(batch.rows))
        )
        sizes.append(len(batch.rows))
        last += len(batch.rows)
    assert sizes == [100_000, 100_000, 50_000]


def test_the_server_is_asked_for_a_batch_at_a_time(types: str) -> None:
    endless = "SELECT 1 / (250000 - i) AS a FROM generate_series(1, 300000) AS i"
    batches = the(types, query=endless).batches(["a"])
    assert len(next(batches).rows) == len(next(batches).rows) == 100_000
    with pytest.raises(InputError, match=r"reading stopped \(DivisionByZero\)"):
        next(batches)


def test_one_reading_sees_one_state(postgresql: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.intake.sources.database.FETCHED_ROWS", 1)
    address = postgresql("CREATE TABLE setl AS SELECT i AS a FROM generate_series(1, 20) AS i")
    read = []
    for batch in the(address).batches(["a"]):
        read += batch.rows["a"].to_list()
        postgresql("DELETE FROM setl")
    assert read == [str(i) for i in range(1, 21)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id FROM setl",
        "  -- the settlements; all\n with s AS (SELECT * FROM setl) SELECT id FROM s ; ",
        "SELECT ';%' AS note, id FROM setl WHERE id NOT LIKE ':b;%' /* ; */",
    ],
)
def test_a_query_runs_as_it_is(filled: Filled, query: str) -> None:
    address = filled("CREATE TABLE setl (id text)", "INSERT INTO setl VALUES ('1')")
    kind = address.partition(":")[0]
    source = the(address, "setl*.csv", query)
    assert source.name == f"setl* ({kind})"
    assert "id" in source.columns()
    assert rows(source, "id") == [(1, "1")]


@pytest.mark.parametrize(
    "query", ["", "DELETE FROM setl", "SELECT 1; DROP TABLE setl", "/* SELECT */ UPDATE setl"]
)
def test_other_statements_are_refused(sqlite: Filled, query: str) -> None:
    with pytest.raises(InputError, match=r"^the query for setl\.csv is not a single SELECT"):
        database_sources(sqlite("CREATE TABLE setl (id)"), "setl.csv", query)


@pytest.mark.parametrize(
    "query",
    [
        "WITH gone AS (DELETE FROM setl RETURNING a) SELECT a FROM gone",
        "SELECT a INTO kept FROM setl",
        "SELECT setval('counter', 7) AS a",
    ],
)
def test_nothing_can_be_changed(postgresql: Filled, query: str) -> None:
    address = postgresql("CREATE TABLE setl AS SELECT 1 AS a", "CREATE SEQUENCE counter")
    with pytest.raises(InputError):
        rows(the(address, query=query), "a")
    assert names(address, "*") == ["setl (postgresql)"]
    assert rows(the(address), "a") == [(1, "1")]
    assert rows(the(address, query="SELECT last_value FROM counter"), "last_value") == [(1, "1")]


def test_a_reading_is_one_transaction_that_only_reads(types: str) -> None:
    settings = "transaction_isolation", "transaction_read_only"
    query = ", ".join(f"current_setting('{name}') AS {name}" for name in settings)
    assert rows(the(types, query=f"SELECT {query}"), *settings) == [(1, "repeatable read", "on")]


def told(address: str, files: str = "setl", query: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        the(address, files, query).columns()
    assert "geheim" not in str(caught.value)
    return str(caught.value)


def test_a_wrong_password_is_told_and_not_shown(postgres: str) -> None:
    wrong = postgres.replace("geheim", "geheim-wrong")
    message = told(f"{wrong}/postgres")
    assert message.startswith("postgresql://127.0.0.1/postgres: no connection (")
    assert 'password authentication failed for user "feijian"' in message
    assert message.endswith("); check address, user, password and whether it is running")


def test_a_server_that_is_absent_is_told() -> None:
    message = told("postgresql://feijian:geheim@127.0.0.1:1/city")
    assert message.startswith("postgresql://127.0.0.1/city: no connection (")


def test_a_name_that_is_absent_is_told(filled: Filled) -> None:
    address = filled("CREATE TABLE setl (id text)")
    for query in ("SELECT none FROM setl", "SELECT id FROM none"):
        message = told(address, query=query)
        assert "the database refuses: " in message
        assert "none" in message
        assert "geheim" not in message


def test_values_are_never_shown(postgresql: Filled) -> None:
    address = postgresql(
        "CREATE TABLE setl AS SELECT x AS name FROM (VALUES ('1'), ('张三')) AS v (x)"
    )
    with pytest.raises(InputError, match=r"reading stopped \(InvalidTextRepr") as caught:
        rows(the(address, query="SELECT name::int FROM setl"), "name")
    assert "张三" not in str(caught.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "city.db").write_text("张三,110101199001011234\n" * 100)
    message = told(f"sqlite:///{tmp_path}/city.db")
    assert message.endswith(
        "file is not a database; correct the mapping or ask for the right to read"
    )


def test_a_server_that_knows_no_encoding(postgres: str, database: str) -> None:
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS old")
        server.execute("CREATE DATABASE old TEMPLATE template0 ENCODING 'SQL_ASCII'")
    old = f"{postgres}/old"
    query = "SELECT convert_from('\\xc4d0', 'SQL_ASCII') AS a, timestamptz 'epoch' AS b"
    with pytest.raises(InputError, match="a text is not in the encoding that the database"):
        rows(the(old, query=query), "a")
    told_so = f"{old}?client_encoding=gbk"
    assert rows(the(told_so, query=query), "a", "b") == [(1, "男", "1970-01-01 08:00:00")]
    assert rows(the(old, query="SELECT '女' AS a"), "a") == [(1, "女")]


def test_text_in_another_encoding_is_told(sqlite: Filled) -> None:
    address = sqlite(
        "CREATE TABLE setl (id text)", "INSERT INTO setl VALUES (CAST(x'd5c5c8fd' AS text))"
    )
    with pytest.raises(InputError, match="reading stopped"):
        rows(the(address), "id")
