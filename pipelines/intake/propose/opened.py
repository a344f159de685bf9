"""The sources at some paths, opened file by file, so that a damaged one does not stop the rest."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from features.contract import TABLES
from pipelines.errors import InputError
from pipelines.intake.mapping import Mapping, TableMapping
from pipelines.intake.propose.proposal import Doubt, Unrecognised
from pipelines.intake.sources import Source, readings
from pipelines.intake.sources.archive import is_hidden
from pipelines.intake.sources.connection import told_place
from pipelines.intake.sources.database import is_address
from pipelines.intake.sources.files import contents


def sources_at(paths: Sequence[str | Path]) -> tuple[list[Source], list[Unrecognised]]:
    """Every source at or below `paths`, and the files that cannot be opened.

    Raises:
        InputError: a path does not exist, there is no file, or a database cannot be reached.
    """
    addresses = [str(path) for path in paths if is_address(str(path))]
    folders = [Path(path) for path in paths if not is_address(str(path))]
    if absent := [told_place(path) for path in folders if not path.exists()]:
        raise InputError("\n".join(f"{path} does not exist; check the path" for path in absent))
    files = _files(folders)
    if not files and not addresses:
        raise InputError(f"no file at {', '.join(map(str, folders))}; name the export's folder")
    sources = [source for address in addresses for source in _fitting(address, "*")]
    unread: list[Unrecognised] = []
    for file in files:
        opened, closed = _in_file(file)
        sources += opened
        unread += closed
    return sources, unread


def unreadable(name: str, error: InputError) -> Unrecognised:
    """What is told of a source that `error` keeps from being read; its folder is not."""
    place, _, why = str(error).partition(": ")
    return Unrecognised(
        name, Doubt(zh=f"读不出来：{why or place}", en=f"unreadable: {why or place}")
    )


def _files(paths: Iterable[Path]) -> list[Path]:
    """Every file at or below `paths`, each once, in the order of their places."""
    below = {
        file.resolve(): file
        for path in paths
        for file in ([path] if path.is_file() else path.rglob("*"))
        if file.is_file() and (file == path or not is_hidden(file.relative_to(path)))
    }
    return [below[place] for place in sorted(below)]


def _in_file(file: Path) -> tuple[list[Source], list[Unrecognised]]:
    """The sources in a file, which may be an archive or a workbook, and the parts that are none."""
    opened: dict[str, Source] = {}
    closed: list[Unrecognised] = []
    for name, pattern in _parts(file).items():
        try:
            opened |= {source.name: source for source in _fitting(file, pattern)}
        except InputError as error:
            closed.append(unreadable(name, error))
    return list(opened.values()), closed


def _parts(file: Path) -> dict[str, str]:
    """The name of every part of a file, and the pattern that means it."""
    try:
        parts = contents([file])
    except InputError:  # an archive without parts; opening it as a whole says why
        return {file.name: "*"}
    return {part.name: re.sub(r"([\[*?])", r"[\1]", part.file_name) for part in parts}


def _fitting(place: str | Path, pattern: str) -> list[Source]:
    """The sources of a mapping that asks for no column, so that every one fits it."""
    everything = TableMapping(table=TABLES["setl"], files=pattern, columns={})
    found, _ = readings([place], Mapping("everything", "", (everything,)), frozenset(TABLES))
    return [reading.source for reading in found]
