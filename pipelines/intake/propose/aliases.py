"""Other names of tables, columns and codes, as `config/aliases.toml` lists them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from features.contract import TABLES
from pipelines.intake.problems import nearest, raise_found, read_toml
from pipelines.settings import CONFIG

CHINESE = re.compile(r"[\u4e00-\u9fff]")

ALIASES = CONFIG / "aliases.toml"
TABLE_NAMES, ANY, VALUES, FLAG = "tables", "any", "values", "flag"

Spellings = Mapping[str, Sequence[str]]


def folded(name: str) -> str:
    """`name` without what exports vary: case, full width, spaces, underscores, signs."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


@dataclass(frozen=True)
class Aliases:
    """What else tables, columns and codes are called.

    Attributes:
        tables: table -> words in the names of its files.
        columns: section (`any` or a table) -> column -> other spellings.
        codes: column, or `flag` for all other flags -> code -> words that stand for it.
    """

    tables: Spellings
    columns: Mapping[str, Spellings]
    codes: Mapping[str, Spellings]

    def spellings(self, table: str, column: str) -> tuple[str, ...]:
        """The contract's name of a column, and what else it is called, best first."""
        own = self.columns.get(table, {}).get(column, ())
        return tuple(dict.fromkeys((column, *own, *self.columns.get(ANY, {}).get(column, ()))))

    def label(self, table: str, column: str) -> str:
        """The Chinese label of a column: its first Chinese spelling, else its name."""
        spelt = self.spellings(table, column)
        return next((name for name in spelt if CHINESE.search(name)), column)

    def codes_of(self, column: str) -> Spellings:
        """The codes of a column and their words; empty when no list is known."""
        general = self.codes.get(FLAG, {}) if column.endswith("_flag") else {}
        return self.codes.get(column, general)


def load_aliases(path: Path = ALIASES) -> Aliases:
    """Read the aliases at `path`.

    Raises:
        InputError: the file cannot be read, or names what the contract does not have; all
            errors are told together, each with its line and the nearest valid name.
    """
    text, document = read_toml(path, "aliases")
    lines = _lines(text)
    found = ((lines.get(place, 1), message) for place, message in _problems(document))
    raise_found(path, "aliases", found)
    return Aliases(document.pop(TABLE_NAMES, {}), codes=document.pop(VALUES, {}), columns=document)


Place = tuple[str, ...]
"""A section, or a section and a key in it."""


def _lines(text: str) -> dict[Place, int]:
    lines: dict[Place, int] = {}
    section: Place = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\s*([\w.]+)\s*\]", line):
            section = tuple(header[1].split("."))
            lines.setdefault(section, number)
        elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            lines.setdefault((*section, key[1]), number)
    return lines


def _problems(document: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    everywhere = {name for table in TABLES.values() for name in table.columns}
    valid = {
        TABLE_NAMES: set(TABLES),
        ANY: everywhere,
        **{name: set(table.columns) for name, table in TABLES.items()},
    }
    for section, entries in document.items():
        if section == VALUES and isinstance(entries, dict):
            yield from _of_values(entries, {*everywhere, FLAG})
        elif section not in valid or not isinstance(entries, dict):
            names = (*valid, VALUES)
            yield (section,), f"unknown section {section!r}{nearest(section, names)}"
        else:
            yield from _of_section((section,), entries, valid[section])
    yield from _shared(document)


def _of_values(entries: dict[str, Any], columns: set[str]) -> Iterator[tuple[Place, str]]:
    for column, codes in entries.items():
        if column not in columns:
            yield (VALUES, column), f"unknown column {column!r}{nearest(column, sorted(columns))}"
        elif not isinstance(codes, dict):
            yield (VALUES, column), f"{column!r} must be a section [{VALUES}.{column}]"
        else:
            yield from _of_section((VALUES, column), codes, set(codes))


def _of_section(
    place: Place, entries: dict[str, Any], valid: set[str]
) -> Iterator[tuple[Place, str]]:
    for name, spelt in entries.items():
        if name not in valid:
            kind = "table" if place == (TABLE_NAMES,) else "column"
            yield (*place, name), f"unknown {kind} {name!r}{nearest(name, sorted(valid))}"
        elif not isinstance(spelt, list) or not all(isinstance(each, str) for each in spelt):
            yield (*place, name), f"{name!r} must be a list of texts"


def _shared(document: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Spellings that stand for two columns of one table."""
    sound = {
        section: {name: spelt for name, spelt in entries.items() if isinstance(spelt, list)}
        for section, entries in document.items()
        if isinstance(entries, dict)
    }
    aliases = Aliases({}, sound, {})
    told = set[tuple[str, str]]()
    for table in TABLES.values():
        owner: dict[str, str] = {}
        for column in table.columns:
            for name in aliases.spellings(table.name, column):
                other = owner.setdefault(folded(str(name)), column)
                if other != column and (other, column) not in told:
                    told.add((other, column))
                    section = table.name if column in sound.get(table.name, {}) else ANY
                    yield (
                        (section, column),
                        f"{name!r} stands for {other!r} and {column!r} in {table.name}; keep one",
                    )
