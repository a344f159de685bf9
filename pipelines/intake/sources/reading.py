"""One source for one contract table, with its columns found."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.errors import InputError
from pipelines.intake.mapping import TableMapping
from pipelines.intake.sources.header import fold, spellings
from pipelines.intake.sources.source import SOURCE_LINE, Batch, Source

Found = tuple[TableMapping, Source]
"""A source, and the mapping whose pattern means it."""


@dataclass(frozen=True)
class Reading:
    """One source to be read into one contract table.

    Attributes:
        mapping: how its rows become rows of the table.
        source: where they come from.
        names: how the source spells every column of the mapping.
    """

    mapping: TableMapping
    source: Source
    names: Mapping[str, str]

    def batches(self, also: Sequence[str] = ()) -> Iterator[Batch]:
        """The rows: mapped columns as the mapping spells them, `also` as the source does.

        Raises:
            InputError: when the source cannot be read to its end.
        """
        spelt = {**self.names, **{name: name for name in also}}
        cells = [pl.col(own).alias(name) for name, own in spelt.items()]
        for batch in self.source.batches(list(dict.fromkeys(spelt.values()))):
            yield Batch(batch.rows.select(SOURCE_LINE, *cells), batch.broken)


def reading_of(found: Found) -> Reading:
    """Find the columns of a mapping in the header of a source.

    Raises:
        InputError: the header cannot be read, or lacks columns, or has one more than once.
    """
    table, source = found
    if not table.source_columns:
        return Reading(table, source, {})
    header = source.columns()
    meant = {name: spellings(name, header) for name in table.source_columns}
    twice = [name for name, own in meant.items() if len(own) > 1]
    if twice:
        raise InputError(
            f"{source.name}: mapped for {table.table.name}, but each the name of several columns "
            f"of the header: {', '.join(map(repr, twice))}; give every column a name of its own"
        )
    missing = [name for name, own in meant.items() if not own]
    if missing:
        raise InputError(_without(source.name, table, missing, header))
    return Reading(table, source, {name: own[0] for name, own in meant.items()})


def _without(name: str, table: TableMapping, missing: Sequence[str], header: Sequence[str]) -> str:
    """Say which columns a source lacks; what it has may be persons, if it has no header."""
    told = ", ".join(f"{column!r}{_close(column, header)}" for column in missing)
    none = len(missing) == len(table.source_columns)
    return (
        f"{name}: mapped for {table.table.name}, but not among the {len(header)} columns of the "
        f"header: {told}; {'check that the file has a header, ' * none}"
        "correct the mapping or export the columns"
    )


def _close(column: str, header: Sequence[str]) -> str:
    by_fold = {fold(name): name for name in header if name.isprintable()}
    close = difflib.get_close_matches(fold(column), by_fold, n=1)
    return f" (did you mean {by_fold[close[0]]!r}?)" if close else ""
