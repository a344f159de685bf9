"""One group of sources and its contract table: column by column, by name and then by value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from features.contract import Table
from pipelines.intake.identity import identity_columns
from pipelines.intake.propose.aliases import Aliases
from pipelines.intake.propose.candidates import Candidate, candidates
from pipelines.intake.propose.evidence import evidence, speaks_for
from pipelines.intake.propose.groups import Group
from pipelines.intake.propose.money import money_doubts
from pipelines.intake.propose.proposal import ColumnProposal, Doubt, TableProposal
from pipelines.intake.propose.recognise import Recognised
from pipelines.intake.propose.samples import nulls_of, sample, shown
from pipelines.intake.quarantine import RESERVED


@dataclass(frozen=True)
class _Sampled:
    """A table of the contract beside the values of a group.

    Attributes:
        table: the contract table.
        texts: values of the source columns, null where they are missing however it is spelt.
        money: the unit of amounts.
        aliases: other names of columns and codes.
    """

    table: Table
    texts: pl.DataFrame
    money: str
    aliases: Aliases

    def values(self, source: str) -> pl.Series:
        return self.texts[source].drop_nulls()


def proposed_table(group: Group, recognised: Recognised, aliases: Aliases) -> TableProposal:
    """Propose how `group` becomes the table it was recognised as."""
    table = recognised.table
    dropped = identity_columns([*group.columns, *group.partly])
    usable = [name for name in group.columns if name not in {*dropped, *RESERVED}]
    raw = sample(group, usable)
    found = candidates(table, usable, aliases)
    nulls = nulls_of(raw, _flags(found))
    seen = _Sampled(table, _without(raw, nulls), "yuan", aliases)
    found = {**_by_values(seen, found), **found}
    columns = tuple(_proposed(seen, column, found.get(column, [])) for column in table.columns)
    used = {column.source for column in columns}
    return TableProposal(
        table=table,
        files=group.files,
        sheet=group.sheet,
        sources=tuple(source.name for source in group.sources),
        columns=columns,
        doubts=_doubts(recognised),
        money_doubts=money_doubts(_amounts(seen, columns)),
        null_values=nulls,
        unused=tuple(n for n in (*usable, *group.partly) if n not in {*used, *dropped}),
        dropped=tuple(dropped),
    )


def _without(texts: pl.DataFrame, nulls: Sequence[str]) -> pl.DataFrame:
    return texts.with_columns(pl.when(~pl.all().is_in(nulls)).then(pl.all()).name.keep())


def _flags(found: Mapping[str, Sequence[Candidate]]) -> list[str]:
    """Source columns of flags, in which 无 means no."""
    return [each[0].source for column, each in found.items() if column.endswith("_flag")]


def _by_values(
    seen: _Sampled, found: Mapping[str, Sequence[Candidate]]
) -> dict[str, list[Candidate]]:
    """Candidates for the required columns that no name points to."""
    taken = {candidate.source for each in found.values() for candidate in each}
    free = [name for name in seen.texts.columns if name not in taken]
    wanted = [column for column in seen.table.required if column not in found]
    likely = {
        column: [name for name in free if speaks_for(seen.values(name), column, seen.table)]
        for column in wanted
    }
    return {c: [Candidate(n, "values") for n in names] for c, names in likely.items() if names}


def _proposed(seen: _Sampled, column: str, found: Sequence[Candidate]) -> ColumnProposal:
    label = seen.aliases.label(seen.table.name, column)
    required = column in seen.table.required
    if not found:
        return ColumnProposal(column, label, required)
    best, *others = found
    values = seen.values(best.source)
    said = evidence(values, column, seen.table, seen.money, seen.aliases)
    return ColumnProposal(
        column=column,
        label=label,
        required=required,
        source=best.source,
        doubts=(*_of_names(best, others), *said.doubts),
        alternatives=tuple(other.source for other in others),
        formats=said.formats,
        values=said.values,
        samples=shown(values, words=column in seen.table.prose or bool(said.values)),
    )


def _of_names(best: Candidate, others: Sequence[Candidate]) -> tuple[Doubt, ...]:
    match best.by:
        case "likeness":
            return (Doubt(zh="名称只是相近", en="the name is only alike"),)
        case "values":
            return (Doubt(zh="只凭值判断", en="judged by its values alone"),)
        case _ if others:
            return (Doubt(zh="有多个列可能对应", en="several columns may be meant"),)
        case _:
            return ()


def _doubts(recognised: Recognised) -> tuple[Doubt, ...]:
    rival, beside = recognised.rival, recognised.beside
    if beside:
        return (Doubt(zh=f"同一来源也是 {beside} 表", en=f"the same sources are {beside}, too"),)
    if rival:
        return (Doubt(zh=f"也可能是 {rival} 表", en=f"it may also be the table {rival}"),)
    return ()


def _amounts(seen: _Sampled, columns: Sequence[ColumnProposal]) -> pl.Series:
    """All amounts of the table, below each other."""
    money = [c.source for c in columns if c.source and seen.table.unit(c.column) == "fen"]
    return pl.concat([pl.Series("amount", [], pl.String), *(
        seen.values(source).alias("amount") for source in money
    )])  # fmt: skip
