import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.intake.sources.connection import connected, engine_of, is_address, told_place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgresql://user:geheim@host/city", True),
        ("oracle+oracledb://host", True),
        ("SQLITE:///city.db", True),
        ("exports/setl.csv", False),
        (r"C:\exports\setl.csv", False),
        ("/exports//setl.csv", False),
    ],
)
def test_addresses_are_known_by_their_scheme(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_address(text) == expected


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_means_psycopg(scheme: str) -> None:
    assert engine_of(f"{scheme}://user:geheim@host/city").driver == "psycopg"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("mysql://u:geheim@h/city", "mysql://h/city: the driver 'mysqlclient' is not installed"),
        ("dm://u:geheim@h/city", "dm://h/city: the SQLAlchemy dialect 'dm' is not installed"),
        ("postgresql://u:geheim@h:geheim/c", "the address postgresql://… cannot be understood"),
        ("postgresql://u:ge@geheim@h/city", "the address postgresql://… cannot be understood"),
        ("sqlite:///none.db", "sqlite:///none.db: there is no such file"),
        ("sqlite://", "sqlite:///: there is no such file"),
    ],
)
def test_an_address_is_told_without_its_secrets(address: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        engine_of(address)
    assert str(caught.value).startswith(f"{message}; ")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("postgresql://u:geheim@h/city", "postgresql://…"),
        (Path("postgresql://u:geheim@h/city"), "postgresql:/…"),
        ("u:geheim@h/city", "u:…"),
        ("exports/a@b:c/setl.csv", "exports/a@b:c/setl.csv"),
        (r"C:\exports\setl.csv", r"C:\exports\setl.csv"),
    ],
)
def test_a_place_is_told_without_what_may_be_a_password(place: str | Path, told: str) -> None:
    assert told_place(place) == told


def test_a_sqlite_file_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "月 1%.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE setl (id)")
    engine = engine_of(f"sqlite:///{path}")
    with pytest.raises(InputError, match=r"月 1%\.db: reading stopped"), connected(engine) as asked:
        asked.exec_driver_sql("INSERT INTO setl VALUES (1)")
