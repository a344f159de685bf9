"""From paths, or from sources, to a proposal."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from features.contract import TABLES
from pipelines.errors import InputError
from pipelines.intake.propose.aliases import Aliases, load_aliases
from pipelines.intake.propose.groups import Group, grouped
from pipelines.intake.propose.opened import sources_at, unreadable
from pipelines.intake.propose.proposal import Doubt, Proposal, TableProposal, Unrecognised
from pipelines.intake.propose.recognise import Recognised, contained, recognise
from pipelines.intake.propose.tables import proposed_table
from pipelines.intake.sources import Source


def propose(paths: Sequence[str | Path], aliases: Aliases | None = None) -> Proposal:
    """Propose a mapping for the files, folders, archives and databases at `paths`.

    Raises:
        InputError: a path does not exist, there is no file, a database cannot be reached, or the
            aliases are wrong.
    """
    sources, unread = sources_at(paths)
    found = propose_from(sources, aliases)
    return replace(found, unrecognised=(*unread, *found.unrecognised))


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
    tables, damaged = _proposed([*found, *contained(found, known)], known)
    order = list(TABLES)
    tables.sort(key=lambda each: (order.index(each.table.name), each.files))
    return Proposal(tuple(tables), (*unread, *damaged, *foreign))


def _headed(
    sources: Iterable[Source],
) -> tuple[list[tuple[Source, list[str]]], list[Unrecognised]]:
    """The sources with their headers, and those without one."""
    headed: list[tuple[Source, list[str]]] = []
    unread: list[Unrecognised] = []
    for source in sources:
        try:
            headed.append((source, source.columns()))
        except InputError as error:
            unread.append(unreadable(source.name, error))
    return headed, unread


def _proposed(
    found: Iterable[tuple[Group, Recognised]], aliases: Aliases
) -> tuple[list[TableProposal], list[Unrecognised]]:
    """The tables, and the groups whose rows cannot be read although their headers can."""
    tables: list[TableProposal] = []
    damaged: list[Unrecognised] = []
    for group, recognised in found:
        try:
            tables.append(proposed_table(group, recognised, aliases))
        except InputError as error:
            damaged.append(unreadable(group.files, error))
    return tables, damaged


def _foreign(group: Group) -> Doubt:
    count = len(group.columns)
    return Doubt(
        zh=f"{count} 列，不像任何一张表",
        en=f"{count} column{'s' * (count != 1)}, like no table of the contract",
    )
