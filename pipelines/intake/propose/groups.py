"""Sources that belong together: one pattern of names, one layout."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pipelines.intake.sources import Source
from pipelines.intake.sources.header import fold

NUMBERS = re.compile(r"\d+(?:[-_.年月日]?\d+)*[年月日]?")
"""Digits that set the files of one table apart: months, days, parts."""

DATED = re.compile(r"(?:19|20)\d\d")
PACKED = re.compile(r"\.gz$", re.IGNORECASE)
SUFFIX = re.compile(r"\.(csv|txt|tsv|dat|xlsx|xlsm|xls|xlsb|ods|parquet)$", re.IGNORECASE)
OF_DATABASE = re.compile(r" \(\w+\)$")

ALIKE = 0.5
"""Share of the columns that files of one layout have in common at least."""


@dataclass(frozen=True)
class Group:
    """Sources that one `[[table]]` of a mapping reads.

    Attributes:
        files: the pattern of their names.
        sheet: the sheet, where they are sheets of workbooks with several tables.
        sources: the sources, in the order of their names.
        columns: the columns that all of them have, in the spelling of the first.
        partly: columns that only some of them have, or that one of them has twice.
    """

    files: str
    sheet: str | None
    sources: tuple[Source, ...]
    columns: tuple[str, ...]
    partly: tuple[str, ...]


@dataclass(frozen=True)
class _Headed:
    """A source with its header and the parts of its name; `stem` has no suffix."""

    source: Source
    header: tuple[str, ...]
    stem: str
    suffix: str
    sheet: str | None

    @property
    def family(self) -> tuple[str, str | None]:
        """What the names of one family of sources share."""
        return NUMBERS.sub("*", self.stem), self.sheet and NUMBERS.sub("*", self.sheet)


def grouped(headed: Sequence[tuple[Source, Sequence[str]]]) -> list[Group]:
    """Group sources, each with its header, by the pattern of their names and by layout.

    The form of a file does not part it from its like: a pattern finds an export in every form.
    """
    files = [_headed(source, header) for source, header in headed]
    together: dict[tuple[str, str | None], list[_Headed]] = {}
    for each in sorted(files, key=lambda each: each.source.name):
        together.setdefault(each.family, []).append(each)
    layouts = [layout for family in together.values() for layout in _layouts(family)]
    return [_group(layout, files) for layout in layouts]


def _headed(source: Source, header: Sequence[str]) -> _Headed:
    """Part a source's name into stem, suffix and sheet; the archive around a file goes."""
    file, _, sheet = source.name.rpartition("/")[2].partition("#")
    plain = OF_DATABASE.sub("", PACKED.sub("", file))
    stem = SUFFIX.sub("", plain)
    return _Headed(source, tuple(header), stem, plain[len(stem) :], sheet or None)


def _layouts(same: Sequence[_Headed]) -> Iterator[list[_Headed]]:
    """Files of one pattern, parted where their columns have little in common."""
    left = list(same)
    while left:
        first = left[0]
        alike = [each for each in left if _likeness(first, each) >= ALIKE]
        yield alike
        left = [each for each in left if each not in alike]


def _likeness(one: _Headed, other: _Headed) -> float:
    a, b = ({fold(name) for name in each.header} for each in (one, other))
    return 1.0 if a == b else len(a & b) / len(a | b)


def _group(layout: Sequence[_Headed], files: Sequence[_Headed]) -> Group:
    first = layout[0]
    headers = [{fold(name) for name in each.header} for each in layout]
    shared = set.intersection(*headers)
    once = {name for name in first.header if first.header.count(name) == 1}
    columns = [name for name in first.header if name in once and fold(name) in shared]
    every: dict[str, str] = {}
    for name in (name for each in layout for name in each.header):
        every.setdefault(fold(name), name)
    kept = {fold(name) for name in columns}
    return Group(
        files=_pattern(layout, files) + first.suffix,
        sheet=_sheet(layout, files),
        sources=tuple(each.source for each in layout),
        columns=tuple(columns),
        partly=tuple(name for key, name in every.items() if key not in kept),
    )


def _sheet(layout: Sequence[_Headed], files: Sequence[_Headed]) -> str | None:
    """The one sheet of the layout, where its workbook has others."""
    first = layout[0]
    siblings = [each for each in files if each.stem == first.stem and each not in layout]
    return first.sheet if siblings and len({each.sheet for each in layout}) == 1 else None


def _pattern(layout: Sequence[_Headed], files: Sequence[_Headed]) -> str:
    """The widest pattern that finds the stems of the layout and no others."""
    stem = layout[0].stem
    literal = re.sub(r"([\[*?])", r"[\1]", stem)
    mine = {each.stem.casefold() for each in layout}
    if len(mine) == 1 and not DATED.search(stem):
        return literal
    others = {each.stem.casefold() for each in files} - mine
    for wildcard in ("*", "[0-9]*"):
        pattern = NUMBERS.sub(wildcard, literal)
        if not any(fnmatchcase(other, pattern.casefold()) for other in others):
            return pattern
    return literal
