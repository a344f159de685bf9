"""From paths, or from sources, to a proposal."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from features.contract import TABLES
from pipelines.errors import InputError
from pipelines.intake.mapping import Mapping, TableMapping
from pipelines.intake.propose.aliases import Aliases, load_aliases
from pipelines.intake.propose.groups import Group, grouped
from pipelines.intake.propose.proposal import Doubt, Proposal, Unrecognised
from pipelines.intake.propose.recognise import contained, recognise
from pipelines.intake.propose.tables import proposed_table
from pipelines.intake.sources import Source, readings

EVERYTHING = Mapping("everything", "", (TableMapping(table=TABLES["setl"], files="*", columns={}),))
"""A mapping that asks for no column, so that every source fits it."""


def propose(paths: Sequence[str | Path], aliases: Aliases | None = None) -> Proposal:
    """Propose a mapping for the files, folders, archives and databases at `paths`.

    Raises:
        InputError: a path does not exist, or the aliases are wrong.
    """
    found, _ = readings(paths, EVERYTHING, frozenset(TABLES))
    return propose_from([reading.source for reading in found], aliases)


def propose_from(sources: Iterable[Source], aliases: Aliases | None = None) -> Proposal:
    """Propose a mapping for `sources`: one table for each group of sources of one layout.

    Sources that cannot be read, or are no table of the contract, are told and left out. A
    required table that has no sources of its own may stand within those of another one.
    """
    known = aliases or load_aliases()
    headed, unread = _headed(sources)
    pairs = [(group, recognise(group, known)) for group in grouped(headed)]
    foreign = [Unrecognised(group.files, _foreign(group)) for group, found in pairs if not found]
    found = [(group, recognised) for group, recognised in pairs if recognised]
    tables = [
        proposed_table(group, recognised, known)
        for group, recognised in [*found, *contained(found, known)]
    ]
    order = list(TABLES)
    tables.sort(key=lambda each: (order.index(each.table.name), each.files))
    return Proposal(tuple(tables), (*unread, *foreign))


def _headed(
    sources: Iterable[Source],
) -> tuple[list[tuple[Source, list[str]]], list[Unrecognised]]:
    """The sources with their headers, and those without one."""
    headed: list[tuple[Source, list[str]]] = []
    unread: list[Unrecognised] = []
    for source in sources:
        try:
            headed.append((source, source.columns()))
        except InputError:
            unread.append(Unrecognised(source.name, _unreadable()))
    return headed, unread


def _unreadable() -> Doubt:
    return Doubt(zh="读不出来", en="it cannot be read")


def _foreign(group: Group) -> Doubt:
    count = len(group.columns)
    return Doubt(
        zh=f"{count} 列，不像任何一张表", en=f"{count} columns, like no table of the contract"
    )
