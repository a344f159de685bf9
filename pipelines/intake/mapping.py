"""A mapping: where each column of the contract comes from in one bureau's export.

Six ways lead to a column; each is a small value of its own. `mapping_file` reads them from TOML,
`translate` carries them out, and `docs/mapping.md` tells how to write them.
"""

from collections.abc import Mapping as Values
from dataclasses import dataclass, field
from typing import Literal

from features.contract import Table

Other = Literal["keep", "null", "quarantine"]
"""What becomes of a value that a value map does not name."""


@dataclass(frozen=True)
class Field:
    """One source column, with its date formats and its map of values."""

    column: str
    formats: tuple[str, ...] = ()
    values: Values[str, str] = field(default_factory=dict)
    other: Other = "keep"

    @property
    def columns(self) -> tuple[str, ...]:
        """The source columns read."""
        return (self.column,)


@dataclass(frozen=True)
class Constant:
    """The same value in every row."""

    value: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The source columns read: none."""
        return ()


@dataclass(frozen=True)
class FileName:
    """What the first group of a pattern finds in the name of the file, the same in every row."""

    pattern: str
    formats: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The source columns read: none."""
        return ()


@dataclass(frozen=True)
class Concat:
    """Several source columns in one text; null as soon as one of them is missing."""

    columns: tuple[str, ...]
    separator: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class Sum:
    """The sum of money columns; a missing part counts as nothing, all missing is null."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class Unpivot:
    """Several source columns below each other: one row per value that is not missing.

    `position` names the contract column that gets the place (1..n) of the source column. A
    value that one source row repeats keeps its first place.
    """

    columns: tuple[str, ...]
    position: str | None = None


Source = Field | Constant | FileName | Concat | Sum | Unpivot
"""Where one contract column comes from."""


@dataclass(frozen=True)
class TableMapping:
    """How the files that match a pattern become rows of one contract table.

    Attributes:
        table: the contract table.
        files: the pattern of the names of files, or without its suffix of database tables.
        query: the SELECT that gives the rows when the source is a database.
        sheet: the sheet to read of a workbook; by default every sheet that has the columns.
        columns: contract column -> where it comes from.
        money: the unit of money in the source, "yuan" or "fen".
        null_values: spellings of a missing value, "" among them.
        distinct: the rows are a register read off a fact file, so repetition is expected.
    """

    table: Table
    files: str
    columns: Values[str, Source]
    money: Literal["yuan", "fen"] = "yuan"
    null_values: tuple[str, ...] = ("",)
    distinct: bool = False
    query: str | None = None
    sheet: str | None = None

    @property
    def unpivoted(self) -> tuple[str, Unpivot] | None:
        """The one unpivoted column and its source, if there is one."""
        return next(((n, s) for n, s in self.columns.items() if isinstance(s, Unpivot)), None)

    @property
    def source_columns(self) -> list[str]:
        """The columns that the files must have, each once, in the order of the mapping."""
        return list(dict.fromkeys(name for s in self.columns.values() for name in s.columns))

    @property
    def supplied(self) -> list[str]:
        """The contract columns that this mapping fills, in the order of the contract."""
        return [name for name in self.table.columns if name in supplied_by(self.columns)]


@dataclass(frozen=True)
class Mapping:
    """One bureau's export, table by table.

    Attributes:
        name: what reports call it.
        description: whose export it describes.
        tables: how its files become tables of the contract.
        pseudonymise: the fields of persons that are hashed with a key before anything is
            written; only `psn_no` can be.
    """

    name: str
    description: str
    tables: tuple[TableMapping, ...]
    pseudonymise: tuple[Literal["psn_no"], ...] = ()


def supplied_by(columns: Values[str, Source]) -> set[str]:
    """The contract columns that `columns` fills, positions of unpivoted columns included."""
    positions = {s.position for s in columns.values() if isinstance(s, Unpivot) and s.position}
    return set(columns) | positions
