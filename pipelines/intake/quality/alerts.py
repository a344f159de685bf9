"""What is worth a look, and in which order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from features.windows import shift
from pipelines.intake.quality.against import SHOWN, Found, Number, changes, days_missing
from pipelines.intake.quality.check import CHECKED, Check
from pipelines.intake.quality.codes import LocalCode
from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.table import Month, TableQuality

KINDS = (
    "quarantine",
    "withdrawn",
    "gap",
    "rows_fell",
    "rows_rose",
    "days_missing",
    "silent",
    "column_vanished",
    "nulls_rose",
    "mean_changed",
    "header_differs",
    "without_lines",
    "unsettled_line",
    "unknown_settlement",
    "unknown_encounter",
    "unknown_person",
    "unknown_institution",
    "absurd_age",
    "duplicate_settlement",
    "duplicate_line",
    "no_family",
)
"""Every kind of alert; the report tells them in this order."""

DAILY = "setl"
"""The table that has rows on every day of the year."""

READ_BY_FAMILY = "med_type"
"""The coded column whose local values are read by their first two digits."""


@dataclass(frozen=True)
class Alert:
    """One thing worth a look.

    Attributes:
        kind: one of `KINDS`; the page has its words.
        table: the table.
        month: the month, or None for the whole ingest.
        numbers: the numbers behind it, by name.
    """

    kind: str
    table: str
    month: str | None
    numbers: Mapping[str, Number]


def alerts(
    tables: Mapping[str, TableQuality],
    checks: Iterable[Check],
    codes: Sequence[LocalCode],
    limits: Limits,
) -> tuple[Alert, ...]:
    """Everything beyond `limits`: by kind, then table and month."""
    found = [
        *_of_accounts(tables, limits),
        *_of_months(tables, limits),
        *_of_checks(checks, limits),
        *_of_codes(codes),
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.table, one.month or "")))


def _of_accounts(tables: Mapping[str, TableQuality], limits: Limits) -> Iterator[Alert]:
    for name, table in tables.items():
        account = table.account
        if account.quarantined_share > limits.quarantine_share:
            share = account.quarantined_share
            numbers = {"rows": account.quarantined, "of": account.read, "share": share}
            yield Alert("quarantine", name, None, numbers)
        if account.withdrawn:
            yield Alert("withdrawn", name, None, {"rows": account.withdrawn})


def _of_months(tables: Mapping[str, TableQuality], limits: Limits) -> Iterator[Alert]:
    for name, table in tables.items():
        last = f"{table.newest:%Y-%m}" if table.newest else None
        for month in table.months:
            if month.touched and last:
                for kind, numbers in _of_month(name, month, limits, last=month.month == last):
                    yield Alert(kind, name, month.month, numbers)


def _of_month(name: str, month: Month, limits: Limits, *, last: bool) -> Found:
    if month.gap:
        yield "gap", {"missing": shift(month.month, -1)}
    if month.before is not None:
        yield from changes(month.holds, month.before, limits)
    if name == DAILY:
        yield from days_missing(month.holds, month.month, limits, last=last)


def _of_checks(checks: Iterable[Check], limits: Limits) -> Iterator[Alert]:
    for check in checks:
        if check.share > limits.check_share:
            numbers = {"rows": check.rows, "of": check.of, "share": check.share}
            if check.fen is not None:
                numbers["fen"] = check.fen
            yield Alert(check.name, CHECKED[check.name], check.month, numbers)


def _of_codes(codes: Sequence[LocalCode]) -> Iterator[Alert]:
    """Codes that nothing says how to read."""
    strange = [one for one in codes if one.column == READ_BY_FAMILY and one.family is None]
    for table in dict.fromkeys(one.table for one in strange):
        own = [one for one in strange if one.table == table]
        shown = tuple(one.code or "…" for one in own[:SHOWN])
        yield Alert("no_family", table, None, {"rows": sum(o.rows for o in own), "codes": shown})
