"""Which table of the contract a group of sources is, by the file's name and its columns."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from features.contract import REQUIRED_TABLES, TABLES, Table
from pipelines.intake.propose.aliases import CHINESE, Aliases, folded
from pipelines.intake.propose.candidates import candidates
from pipelines.intake.propose.groups import Group

FEWEST = 2
"""Columns that must bear known names; fewer, and the header may be no header at all."""

HINTED = 1 / 3
"""Share of required columns that is enough when the name of the file says the same."""

UNHINTED = 1 / 2
EXPLAINED = 1 / 4
"""Shares of required and of all columns that are needed when it does not."""

WEIGHT_OF_NAME = 0.75
NEAR = 0.15
"""Two tables whose marks differ by less are both possible."""


@dataclass(frozen=True)
class Recognised:
    """The table a group is taken for.

    Attributes:
        table: the likeliest table.
        rival: another table that fits nearly as well.
        beside: the table that the same sources are first of all.
    """

    table: Table
    rival: str | None = None
    beside: str | None = None


def recognise(group: Group, aliases: Aliases) -> Recognised | None:
    """The table of `group`; None when no table fits.

    Marks are the share of required columns found, the share of the group's columns that the
    table explains, and a bonus where the file's name is that of the table.
    """
    hints = _hinted(group.files, aliases)
    marks = {
        name: mark
        for name, table in TABLES.items()
        if (mark := _mark(group, table, aliases, hinted=name in hints)) is not None
    }
    if not marks:
        return None
    best, *others = sorted(marks, key=lambda name: -marks[name])
    near = [name for name in others if marks[best] - marks[name] < NEAR]
    return Recognised(TABLES[best], next(iter(near), None))


def contained(
    found: Sequence[tuple[Group, Recognised]], aliases: Aliases
) -> list[tuple[Group, Recognised]]:
    """Required tables that no group was recognised as, but that a group holds completely.

    Small systems export settlements with all that is known of the encounter.
    """
    missing = set(REQUIRED_TABLES) - {recognised.table.name for _, recognised in found}
    return [
        (group, Recognised(TABLES[name], beside=recognised.table.name))
        for name in REQUIRED_TABLES
        for group, recognised in found
        if name in missing and set(TABLES[name].required) <= _named(group, TABLES[name], aliases)
    ]


def _named(group: Group, table: Table, aliases: Aliases) -> set[str]:
    """The columns of the table whose names the group has."""
    found = candidates(table, group.columns, aliases)
    return {column for column, each in found.items() if each[0].named}


def _mark(group: Group, table: Table, aliases: Aliases, *, hinted: bool) -> float | None:
    named = _named(group, table, aliases)
    if len(named) < FEWEST:
        return None
    required = len(named & set(table.required)) / len(table.required)
    explained = len(named) / len(group.columns)
    enough = required >= HINTED if hinted else required >= UNHINTED and explained >= EXPLAINED
    return required + explained + (WEIGHT_OF_NAME if hinted else 0) if enough else None


def _hinted(files: str, aliases: Aliases) -> set[str]:
    """The tables whose longest word stands in the name of the file."""
    within = {
        name: [
            folded(word) for word in (name, *aliases.tables.get(name, ())) if _within(word, files)
        ]
        for name in TABLES
    }
    lengths = {name: max(map(len, words)) for name, words in within.items() if words}
    return {name for name, length in lengths.items() if length == max(lengths.values())}


def _within(word: str, files: str) -> bool:
    """Whether a word stands in a name: Chinese anywhere, others between signs and digits."""
    if CHINESE.search(word):
        return folded(word) in folded(files)
    wanted, words = _words(word), _words(files)
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words)))


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z]+", unicodedata.normalize("NFKC", name).casefold())
