"""What `propose` answers: a mapping in the making, and how sure each part of it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from features.contract import REQUIRED_TABLES, Table

Confidence = Literal["sure", "unsure", "missing"]
Lang = Literal["zh", "en"]


@dataclass(frozen=True)
class Doubt:
    """One reason to look again, in both languages; it never quotes a value."""

    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """The reason in one language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class ColumnProposal:
    """Where one contract column may come from.

    Attributes:
        column: the contract column.
        label: its Chinese label.
        required: whether a mapping must supply it.
        source: the source column proposed, in the source's spelling.
        doubts: why it may be wrong.
        alternatives: source columns that may be meant instead.
        formats: formats of times that must be told.
        values: the value map that its codes need.
        samples: up to three of its values, with numbers of persons masked.
    """

    column: str
    label: str
    required: bool
    source: str | None = None
    doubts: tuple[Doubt, ...] = ()
    alternatives: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    samples: tuple[str, ...] = ()

    @property
    def confidence(self) -> Confidence:
        """`missing` without a source, `unsure` with any doubt."""
        if self.source is None:
            return "missing"
        return "unsure" if self.doubts else "sure"


@dataclass(frozen=True)
class TableProposal:
    """One `[[table]]` in the making.

    Attributes:
        table: the contract table.
        files: the pattern of the sources' names.
        sheet: the sheet to read, where the workbook has several tables.
        sources: the names of the sources.
        columns: every column of the contract table, in its order.
        doubts: why the sources may be something else.
        money: the unit of amounts.
        money_doubts: why it may be another.
        null_values: spellings of a missing value that occur.
        unused: source columns that feed nothing.
        dropped: source columns of persons' names, numbers and addresses; never mapped.
    """

    table: Table
    files: str
    sheet: str | None
    sources: tuple[str, ...]
    columns: tuple[ColumnProposal, ...]
    doubts: tuple[Doubt, ...] = ()
    money: Literal["yuan", "fen"] = "yuan"
    money_doubts: tuple[Doubt, ...] = ()
    null_values: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def has_money(self) -> bool:
        """Whether any amount or price is mapped."""
        return any(each.source and self.table.unit(each.column) for each in self.columns)

    @property
    def missing(self) -> tuple[str, ...]:
        """The required columns without a source."""
        return tuple(c.column for c in self.columns if c.required and c.source is None)


@dataclass(frozen=True)
class Unrecognised:
    """Sources that are no table of the contract, as far as can be told.

    Attributes:
        name: the source, or the pattern of several.
        why: what speaks against them. Their columns are not told: without a header they would
            be values.
    """

    name: str
    why: Doubt

    def text(self, lang: Lang) -> str:
        """What they are called, and what speaks against them."""
        return f"{self.name}: {self.why.text(lang)}"


@dataclass(frozen=True)
class Proposal:
    """A mapping in the making: the tables found, and the sources that are none."""

    tables: tuple[TableProposal, ...]
    unrecognised: tuple[Unrecognised, ...]

    @property
    def missing_tables(self) -> tuple[str, ...]:
        """The tables that are required and were not found."""
        found = {each.table.name for each in self.tables}
        return tuple(name for name in REQUIRED_TABLES if name not in found)
