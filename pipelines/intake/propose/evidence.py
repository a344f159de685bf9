"""What the values of a source column say about the contract column that it may feed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from features.contract import Table
from pipelines.intake.identity import certificate_number
from pipelines.intake.parsing import IDENTIFIER, parse
from pipelines.intake.propose.aliases import Aliases
from pipelines.intake.propose.codes import value_map
from pipelines.intake.propose.proposal import Doubt
from pipelines.intake.propose.times import READABLE, times_of

UNREAD = 0.01
"""Share of values that may be unreadable before a column is doubted."""

WORDS = r"\p{Han}"
ICD = r"^[A-Za-z]\d"
INSTITUTION = r"^[HP]\d{9,}$"
DIAGNOSES = frozenset({"diag_code", "dscg_maindiag_code"})


@dataclass(frozen=True)
class Evidence:
    """The reading of a source column as a contract column.

    Attributes:
        formats: formats of times that a mapping must name.
        values: words that a mapping must turn into codes.
        doubts: what does not fit.
    """

    formats: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def evidence(
    values: pl.Series, column: str, table: Table, money: str, aliases: Aliases
) -> Evidence:
    """Read `values`, none of them missing, as `column`.

    An optional column may be empty in the rows that were looked at; a required one may not.
    """
    if values.is_empty():
        return Evidence(doubts=(_unseen(),) if column in table.required else ())
    if table.dtypes[column].is_temporal():
        return _as_times(values, column, table)
    codes = aliases.codes_of(column)
    if codes:
        mapped, doubts = value_map(values, column, table, codes)
        return Evidence(values=mapped, doubts=doubts)
    unread = _share_of_faults(values, column, table, money)
    doubts = (_unreadable(unread),) if unread > UNREAD else ()
    return Evidence(doubts=(*doubts, *_of_identifiers(values, column, table)))


def speaks_for(values: pl.Series, column: str, table: Table) -> bool:
    """Whether the values alone make a source column likely to be the contract column.

    Only what few other columns look like: times, codes of institutions, diagnoses.
    """
    if values.is_empty():
        return False
    if table.dtypes[column].is_temporal():
        return not _all_short(values) and times_of(values, column, table).share >= READABLE
    shapes = {"fixmedins_code": INSTITUTION} | dict.fromkeys(DIAGNOSES, ICD)
    shape = shapes.get(column)
    if shape is None:
        return False
    return _share(values, pl.col(values.name).str.contains(shape)) >= READABLE


def _as_times(values: pl.Series, column: str, table: Table) -> Evidence:
    times = times_of(values, column, table)
    unread = 1 - times.share
    doubts = (_unreadable(unread),) if unread > UNREAD else ()
    return Evidence(formats=times.formats, doubts=(*doubts, *times.doubts))


def _share_of_faults(values: pl.Series, column: str, table: Table, money: str) -> float:
    faults = parse(pl.col(values.name), column, table, money).faults.values()
    return _share(values, pl.any_horizontal(faults)) if faults else 0.0


def _of_identifiers(values: pl.Series, column: str, table: Table) -> tuple[Doubt, ...]:
    """What speaks against codes and identifiers."""
    text = pl.col(values.name)
    words, icd = text.str.contains(WORDS), text.str.contains(ICD)
    checks: list[tuple[bool, Callable[[], Doubt]]] = [
        (IDENTIFIER.search(column) is not None and _share(values, words) > UNREAD, _words),
        (column in DIAGNOSES and _share(values, icd) < READABLE, _no_icd),
        (table.key == [column] and values.n_unique() < len(values) * (1 - UNREAD), _repeats),
        (column == "psn_no" and _share(values, certificate_number(text)) > UNREAD, _certificates),
    ]
    return tuple(doubt() for applies, doubt in checks if applies)


def _share(values: pl.Series, which: pl.Expr) -> float:
    return float(values.to_frame().select(which.mean()).item())


def _all_short(values: pl.Series) -> bool:
    """Whether the values are small numbers, which some format would read as times."""
    return bool(values.str.contains(r"^\d{1,7}$").all())


def _unreadable(share: float) -> Doubt:
    return Doubt(
        zh=f"{share:.0%} 的值读不出来", en=f"{share:.0%} of the values cannot be read as this type"
    )


def _unseen() -> Doubt:
    return Doubt(zh="没有看到任何值", en="no value was seen")


def _words() -> Doubt:
    return Doubt(zh="值是文字，不是编码", en="the values are words, not codes")


def _no_icd() -> Doubt:
    return Doubt(zh="值不像 ICD-10 编码", en="the values do not look like ICD-10 codes")


def _repeats() -> Doubt:
    return Doubt(
        zh="主键的值有重复；如为登记信息，请设 distinct = true",
        en="values of the primary key repeat; set distinct = true if this is a register",
    )


def _certificates() -> Doubt:
    return Doubt(
        zh='值像证件号码；请设 pseudonymise = ["psn_no"]',
        en='the values look like certificate numbers; set pseudonymise = ["psn_no"]',
    )
