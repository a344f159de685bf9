"""The files at or below the given paths, those inside archives too, and what patterns mean."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from pipelines.intake.pseudonyms import MEMORY
from pipelines.intake.sources.archive import ZIP, Content, is_hidden, members, without_gzip

EXCEL = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
PARQUET = frozenset({".parquet"})
FORMS = EXCEL | PARQUET | {".csv", ".txt", ".tsv", ".dat"}
"""Suffixes that stand for one another: an export keeps its name and changes its form."""


def contents(paths: Iterable[Path]) -> list[Content]:
    """Every file at or below `paths`, and every member of a zip archive, each once, sorted.

    Hidden files of a folder are passed over, and so are the lock files of Excel and what lies in a
    workspace.

    Raises:
        InputError: a zip archive cannot be opened.
    """
    files = {file.resolve(): file for path in paths for file in _files(path)}
    return [content for key in sorted(files) for content in _parts(files[key])]


def fits(content: Content, pattern: str) -> bool:
    """Whether a pattern of a mapping means the content.

    Case does not count, nor does which of the `FORMS` the pattern names. The only member of a
    zip archive may also go by the archive's name.
    """
    wanted = without_gzip(pattern).lower()
    return any(_fits(PurePath(name.lower()), PurePath(wanted)) for name in _names(content))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    workspaces = {memory.parent for memory in path.rglob(MEMORY)}
    for file in path.rglob("*"):
        known = is_hidden(file.relative_to(path)) or not workspaces.isdisjoint(file.parents)
        if file.is_file() and not known:
            yield file


def _parts(file: Path) -> list[Content]:
    return members(file) if file.suffix.lower() == ZIP else [Content(file)]


def _names(content: Content) -> Iterator[str]:
    """The names that a pattern may mean."""
    name = PurePath(content.file_name)
    yield name.name
    if content.alone:
        yield content.path.name
        yield content.path.stem
        yield content.path.stem + name.suffix


def _fits(name: PurePath, pattern: PurePath) -> bool:
    in_form = name.suffix in FORMS and pattern.suffix in FORMS
    return fnmatchcase(name.name, pattern.name) or (
        in_form and fnmatchcase(name.stem, pattern.stem)
    )
