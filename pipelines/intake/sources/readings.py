"""Which sources a mapping reads, at or below the paths that are given."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import product
from pathlib import Path, PurePath
from typing import TypeVar

from features.contract import REQUIRED_TABLES
from pipelines.errors import InputError
from pipelines.intake.mapping import Mapping, TableMapping
from pipelines.intake.sources.archive import Content
from pipelines.intake.sources.connection import told_place
from pipelines.intake.sources.database import database_sources, is_address
from pipelines.intake.sources.excel import excel_sources
from pipelines.intake.sources.files import EXCEL, PARQUET, contents, fits
from pipelines.intake.sources.parquet import ParquetFile
from pipelines.intake.sources.reading import Found, Reading, reading_of
from pipelines.intake.sources.source import Source
from pipelines.intake.sources.text import TextFile

OTHER_ARCHIVES = frozenset({".rar", ".7z", ".tar", ".tgz", ".bz2", ".xz", ".zst"})

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x09\x08")
"""How workbooks begin, whatever they are called."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def readings(
    paths: Sequence[str | Path], mapping: Mapping, held: frozenset[str]
) -> tuple[list[Reading], list[str]]:
    """Find the sources of every table of `mapping` at or below `paths`.

    A pattern finds the same export in every form: `setl*.csv` means setl_1.csv, but also
    setl_1.txt, setl_1.xlsx and setl_1.parquet, text with ".gz" behind it too, a member of any
    zip archive that is called so, the only member of setl_1.zip, and in a database the tables
    and views `setl*`. Upper and lower case are the same.

    Args:
        paths: files, folders that are searched at any depth, and addresses of databases.
        mapping: says which names belong to which table.
        held: the tables that the lake holds already; these may be absent.

    Returns:
        The readings in the order of the mapping, and a line for every pattern that matches
        nothing.

    Raises:
        InputError: a path does not exist or fits no pattern, a required table has no source, or
            a source cannot be opened or lacks columns. Problems of one kind are told together.
    """
    files = [Path(path) for path in paths if not is_address(str(path))]
    _together(partial(_check_file, mapping), files)
    places: list[Content | str] = [
        *contents(files),
        *(str(path) for path in paths if is_address(str(path))),
    ]
    opened = _together(_opened, list(product(mapping.tables, places)))
    found = [pair for pairs in opened for pair in pairs]
    _check_found(found, paths, mapping, held)
    return _together(reading_of, found), _absent(found, mapping)


def _together(work: Callable[[Given], Made], items: Iterable[Given]) -> list[Made]:
    """Do all the work, then tell all of its errors in one."""
    made: list[Made] = []
    problems: dict[str, None] = {}
    for item in items:
        try:
            made.append(work(item))
        except InputError as error:
            problems[str(error)] = None
    if problems:
        raise InputError("\n".join(problems))
    return made


def _check_file(mapping: Mapping, path: Path) -> None:
    patterns = list(dict.fromkeys(table.files for table in mapping.tables))
    if not path.exists():
        raise InputError(f"{told_place(path)} does not exist; check the path")
    if path.suffix.lower() in OTHER_ARCHIVES:
        raise InputError(f"{path}: archives of this kind are not read; pack it as zip or gzip")
    inside = contents([path])
    if path.is_file() and not any(fits(content, p) for content in inside for p in patterns):
        raise InputError(
            f"{path} fits no pattern of the mapping {mapping.name!r} ({', '.join(patterns)}); "
            "rename the file or add its pattern"
        )


def _opened(pair: tuple[TableMapping, Content | str]) -> list[Found]:
    """The sources of one table at one place, which is a file or the address of a database."""
    table, place = pair
    if isinstance(place, str):
        sources = database_sources(place, table.files, table.query)
    elif fits(place, table.files):
        sources = _in_file(place, table)
    else:
        sources = []
    return [(table, source) for source in sources]


def _in_file(content: Content, table: TableMapping) -> list[Source]:
    kind = PurePath(content.file_name).suffix.lower()
    if kind not in EXCEL | PARQUET or (kind == ".xls" and not _is_workbook(content)):
        return [TextFile(content, table.source_columns)]
    if content.packed:
        raise InputError(f"{content.place}: only text is read from archives; take this file out")
    if kind in PARQUET:
        return [ParquetFile(content.path)]
    return excel_sources(content.path, table.source_columns, table.sheet)


def _is_workbook(content: Content) -> bool:
    """Whether an .xls is one; many systems give that name to text, so that Excel opens it."""
    return next(content.blocks(8), b"").startswith(WORKBOOKS)


def _check_found(
    found: Sequence[Found], paths: Sequence[str | Path], mapping: Mapping, held: frozenset[str]
) -> None:
    """Check that every required table has a source, now or in the lake."""
    given = {table.table.name for table, _ in found}
    mapped = {table.table.name for table in mapping.tables}
    missing = [name for name in REQUIRED_TABLES if name in mapped - given - held]
    if found and not missing:
        return
    where = ", ".join(map(told_place, paths))
    wanted = [table for table in mapping.tables if table.table.name in missing] or mapping.tables
    patterns = ", ".join(f"{table.files} ({table.table.name})" for table in wanted)
    what = f"required tables {', '.join(missing)}" if missing else "mapped tables"
    raise InputError(
        f"no file for the {what} at {where}, and the lake holds none yet; the mapping "
        f"{mapping.name!r} looks for {patterns}: add the files or correct the patterns"
    )


def _absent(found: Sequence[Found], mapping: Mapping) -> list[str]:
    """A line for every table and pattern without a source."""
    read = {(table.table.name, table.files) for table, _ in found}
    wanted = dict.fromkeys((table.table.name, table.files) for table in mapping.tables)
    return [
        f"{name}: no file matches {files}" for name, files in wanted if (name, files) not in read
    ]
