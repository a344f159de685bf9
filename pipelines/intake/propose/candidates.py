"""Which columns of a source may be which columns of the contract, by their names."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from features.contract import Table
from pipelines.intake.propose.aliases import Aliases, folded

CLOSE = 0.88
"""Likeness from which a name is taken for a misspelling of another."""

SHORTEST = 5
"""Shorter names are too easily alike."""


@dataclass(frozen=True)
class Candidate:
    """A source column that may feed a contract column, and what speaks for it."""

    source: str
    by: Literal["name", "alias", "likeness", "values"]

    @property
    def named(self) -> bool:
        """Whether the name itself says it."""
        return self.by in {"name", "alias"}


def candidates(
    table: Table, columns: Sequence[str], aliases: Aliases
) -> dict[str, list[Candidate]]:
    """The candidates of every contract column that has some, the best first.

    A name of the contract beats an alias; names that are only alike count where no source
    column bears the name, and only if they are nobody else's.
    """
    by_name: dict[str, str] = {}
    for name in columns:
        by_name.setdefault(folded(name), name)
    found = {c: _named(table, c, by_name, aliases) for c in table.columns}
    taken = {candidate.source for each in found.values() for candidate in each}
    free = {key: name for key, name in by_name.items() if name not in taken}
    for column in (column for column, each in found.items() if not each):
        found[column] = _alike(table, column, free, aliases)
    return {column: each for column, each in found.items() if each}


def _named(table: Table, column: str, by_name: dict[str, str], aliases: Aliases) -> list[Candidate]:
    if folded(column) in by_name:
        return [Candidate(by_name[folded(column)], "name")]
    spelt = dict.fromkeys(folded(name) for name in aliases.spellings(table.name, column))
    return [Candidate(by_name[name], "alias") for name in spelt if name in by_name]


def _alike(table: Table, column: str, free: dict[str, str], aliases: Aliases) -> list[Candidate]:
    long = [name for name in free if len(name) >= SHORTEST]
    close = [
        match
        for name in aliases.spellings(table.name, column)
        if len(folded(name)) >= SHORTEST
        for match in difflib.get_close_matches(folded(name), long, n=2, cutoff=CLOSE)
    ]
    return [Candidate(free[name], "likeness") for name in dict.fromkeys(close)]
