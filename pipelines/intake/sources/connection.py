"""A database address becomes connections that only read, and whose errors keep secrets."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from pipelines.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.exc import SQLAlchemyError

DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
"""What an address without a driver means, where SQLAlchemy would choose another."""

PACKAGES = {"MySQLdb": "mysqlclient", "psycopg2": "psycopg2-binary"}
"""The package of a module whose name differs."""

SNAPSHOTS = frozenset({"postgresql", "mysql", "mariadb"})
"""Servers where one transaction sees one state of the data without locking others out."""

WITHOUT_VALUES = re.compile(r'no such |near "|unable to open|file is not a|database is locked')
"""How those messages of SQLite begin that cannot quote a row."""

UNDECODABLE = frozenset({"CharacterNotInRepertoire", "UntranslatableCharacter"})
"""PostgreSQL's names for text in an encoding that was not declared."""

OTHER_ENCODING = (
    "a text is not in the encoding that the database declares; "
    "name its encoding in the address (PostgreSQL: ?client_encoding=gbk)"
)


def is_address(text: str) -> bool:
    """Whether `text` is the address of a database, such as `sqlite:///city.db`."""
    return re.match(r"[a-z][\w+.-]*://", text, re.IGNORECASE) is not None


def told_place(place: str | Path) -> str:
    """A path, or an address, in a message: of what may hold a password only the beginning."""
    text = str(place)
    secret = is_address(text) or re.match(r"[^/]*:.*@", text)
    return re.sub(r"(:/{0,2}).*", r"\1…", text, flags=re.DOTALL) if secret else text


def engine_of(address: str) -> "Engine":
    """The engine of an SQLAlchemy address; nothing is connected yet.

    `postgresql://` means psycopg 3. A SQLite file is opened to be read, and must exist.

    Raises:
        InputError: the address cannot be understood, its file does not exist, or its driver is
            not installed. No message holds the password.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    url = _url(address)
    dialect = url.get_backend_name()
    options: dict[str, Any] = {"postgresql_readonly": True} if dialect == "postgresql" else {}
    if dialect in SNAPSHOTS:
        options["isolation_level"] = "REPEATABLE READ"
    with _installed(url):
        engine = create_engine(url, poolclass=NullPool, execution_options=options)
    if engine.driver == "psycopg":
        event.listen(engine, "connect", _as_the_server_writes, insert=True)
    return engine


@contextmanager
def connected(engine: "Engine") -> Iterator["Connection"]:
    """One transaction that reads; it is never committed.

    Raises:
        InputError: what the database refuses, without password and without values of rows.
    """
    with _told(engine.url, _no_connection):
        connection = engine.connect()
    with connection, _told(engine.url, _refusal):
        yield connection


@contextmanager
def _told(url: "URL", wording: "Callable[[SQLAlchemyError, URL], str]") -> Iterator[None]:
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as error:
        raise InputError(f"{_place(url)}: {wording(error, url)}") from None
    except UnicodeDecodeError:
        raise InputError(f"{_place(url)}: {OTHER_ENCODING}") from None


def _url(address: str) -> "URL":
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    scheme = address.partition("://")[0].lower()
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or "@" in (url.host or ""):  # before it stands the end of the password
        raise InputError(
            f"the address {scheme}://… cannot be understood; write "
            f"{scheme}://user:password@host:port/database, with %40 for an @ in the password"
        )
    url = url.set(drivername=DRIVERS.get(scheme, url.drivername))
    return _only_read(url) if url.get_backend_name() == "sqlite" else url


def _only_read(url: "URL") -> "URL":
    """A SQLite file that is opened for reading; SQLite would create one that is absent."""
    path = Path(url.database or "")
    if not path.is_file():
        raise InputError(f"{_place(url)}: there is no such file; check the address")
    file = f"file:{quote(str(path.absolute()))}"
    return url.set(database=file, query={"mode": "ro", "uri": "true"})


@contextmanager
def _installed(url: "URL") -> Iterator[None]:
    from sqlalchemy.exc import NoSuchModuleError

    try:
        yield
    except NoSuchModuleError:
        wanted = f"the SQLAlchemy dialect {url.drivername!r}"
    except ModuleNotFoundError as error:
        module = str(error.name)
        wanted = f"the driver {PACKAGES.get(module, module)!r}"
    else:
        return
    raise InputError(f"{_place(url)}: {wanted} is not installed; install the package that has it")


def _as_the_server_writes(connection: Any, _: object) -> None:  # noqa: ANN401 - of the driver
    """Take single values as PostgreSQL writes them: no digit is lost, no date out of range.

    A moment with a zone is told in China's time, whatever this machine and the server think.
    """
    from psycopg.abc import Buffer
    from psycopg.types.string import TextLoader

    class WithoutZone(TextLoader):
        def load(self, data: Buffer) -> str:
            return re.sub(r"[+-]\d\d(:\d\d)*$", "", bytes(data).decode("ascii"))

    for kind in connection.adapters.types:
        if kind.name not in {"bool", "bytea"}:
            loader = WithoutZone if kind.name == "timestamptz" else TextLoader
            connection.adapters.register_loader(kind.oid, loader)
    connection.execute("SET TimeZone = 'Asia/Shanghai'")
    connection.execute("SET DateStyle = ISO")
    connection.execute("SET synchronize_seqscans = off")
    if connection.info.encoding == "ascii":  # SQL_ASCII: the server does not know what it has
        connection.execute("SET client_encoding = 'UTF8'")
    connection.commit()


def _place(url: "URL") -> str:
    """The database in a message: where it is, but not who asks."""
    database = unquote(url.database or "").removeprefix("file:")
    return f"{url.get_backend_name()}://{url.host or ''}/{database}"


def _no_connection(error: "SQLAlchemyError", url: "URL") -> str:
    said = _said(error, url)
    return f"no connection ({said}); check address, user, password and whether it is running"


def _refusal(error: "SQLAlchemyError", url: "URL") -> str:
    """What is wrong; in the words of the driver only where they can quote no value of a row."""
    from sqlalchemy.exc import ProgrammingError

    said = _said(error, url)
    if isinstance(error, ProgrammingError) or WITHOUT_VALUES.match(said):
        return f"the database refuses: {said}; correct the mapping or ask for the right to read"
    kind = type(getattr(error, "orig", error)).__name__
    if kind in UNDECODABLE:
        return OTHER_ENCODING
    return f"reading stopped ({kind}); start again, or leave the damaged column out by a `query`"


def _said(error: "SQLAlchemyError", url: "URL") -> str:
    """The first line of the driver's message, without the password."""
    line = next(iter(str(getattr(error, "orig", error)).splitlines()), "")
    return line.replace(str(url.password), "***") if url.password else line
