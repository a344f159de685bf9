"""What each optional table and column of the contract is good for: features and signals."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Needs
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Protocol

from features.catalogue import CATALOGUE, SIGNALS
from features.contract import REQUIRED_TABLES, TABLES, Table
from pipelines.intake.mapping import Mapping, TableMapping
from pipelines.intake.sources import readings
from pipelines.store import Store


@dataclass(frozen=True)
class Unlock:
    """What a table, or a column of it, unlocks.

    Attributes:
        table: a table of the contract.
        column: an optional column of it; None for the table itself.
        required: whether there is no profile without it.
        supplied: whether the data at hand has it.
        features: the features that need it, without those that count a signal.
        signals: the signals that need it, and the features that count them.
        opens_features: of these, the features that would be available once it is supplied,
            because nothing else is missing.
        opens_signals: the same of the signals.
    """

    table: str
    column: str | None
    required: bool
    supplied: bool
    features: tuple[str, ...]
    signals: tuple[str, ...]
    opens_features: tuple[str, ...]
    opens_signals: tuple[str, ...]

    @property
    def name(self) -> str:
        """`table` or `table.column`, as `needs` of features and signals say it."""
        return self.table if self.column is None else f"{self.table}.{self.column}"


class _Read(Protocol):
    """A source that is to be read as a mapping says."""

    @property
    def mapping(self) -> TableMapping: ...


def unlocks(supplied: frozenset[str]) -> list[Unlock]:
    """Every table of the contract, each followed by its optional columns.

    Args:
        supplied: `table` and `table.column` for all that the data at hand has.
    """
    return [_unlock(table, column, supplied) for table, column in _entries()]


def unlocks_of(store: Store, paths: Sequence[str | Path], mapping: Mapping) -> list[Unlock]:
    """What tables and columns unlock where the lake holds what it holds and `paths` come to it.

    Raises:
        InputError: a path, source or column is missing, as when they are ingested.
    """
    held = frozenset(name for name in TABLES if store.months(f"lake/{name}"))
    found, _ = readings(paths, mapping, held)
    return unlocks(supplied_by_files(found) | store.supplied(store.months("lake/setl")))


def supplied_by_files(readings: Iterable[_Read]) -> frozenset[str]:
    """What sources supply: their tables, and the columns that all sources of a table supply.

    What only some of them have would be missing in a part of the months, and counts as missing.
    """
    columns: dict[str, list[set[str]]] = {}
    for reading in readings:
        columns.setdefault(reading.mapping.table.name, []).append(set(reading.mapping.supplied))
    shared = {name: reduce(set.intersection, each) for name, each in columns.items()}
    return frozenset(shared) | {f"{name}.{column}" for name in shared for column in shared[name]}


def _entries() -> Iterator[tuple[Table, str | None]]:
    for table in TABLES.values():
        yield table, None
        yield from ((table, name) for name in table.columns if name not in table.required)


def _unlock(table: Table, column: str | None, supplied: frozenset[str]) -> Unlock:
    name = table.name if column is None else f"{table.name}.{column}"
    features, signals = _needing(name, FEATURE_NEEDS), _needing(name, SIGNAL_NEEDS)
    return Unlock(
        table=table.name,
        column=column,
        required=column is None and table.name in REQUIRED_TABLES,
        supplied=name in supplied,
        features=features,
        signals=signals,
        opens_features=_opened(name, features, FEATURE_NEEDS, supplied),
        opens_signals=_opened(name, signals, SIGNAL_NEEDS, supplied),
    )


FEATURE_NEEDS = {each.name: each.needs for each in CATALOGUE if each.source != "hits"}
SIGNAL_NEEDS = {each.name: each.needs for each in SIGNALS}


def _needing(name: str, needs: Needs[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Who needs a table or column; a table is needed by all who need one of its columns."""
    return tuple(who for who, each in needs.items() if any(_is_of(need, name) for need in each))


def _opened(
    name: str,
    who: Iterable[str],
    needs: Needs[str, tuple[str, ...]],
    supplied: frozenset[str],
) -> tuple[str, ...]:
    """Those of `who` for whom `name` is missing and nothing else.

    A column comes with its table, and a table may come with all its columns.
    """
    if name in supplied:
        return ()
    with_it = {name, name.partition(".")[0]}
    return tuple(
        each
        for each in who
        if all(n in supplied or n in with_it or _is_of(n, name) for n in needs[each])
    )


def _is_of(need: str, name: str) -> bool:
    return need == name or need.startswith(f"{name}.")
