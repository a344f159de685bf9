"""The report as one web page that needs no server, no network and no other file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from features.contract import TABLES
from pipelines.intake.quality.alerts import Alert
from pipelines.intake.quality.figures import named
from pipelines.intake.quality.lines import (
    Line,
    check_lines,
    complete,
    measures,
    not_supplied,
    null_rates,
    panels,
    ranges,
)
from pipelines.intake.quality.quality import Quality
from pipelines.intake.quality.table import Month
from pipelines.intake.quality.wording import words
from pipelines.intake.report import TableReport
from pipelines.pages.rendering import render

Lang = Literal["zh", "en"]
Words = Mapping[str, str]

_TEMPLATES = Path(__file__).parent / "templates"


def page(quality: Quality, lang: Lang = "zh") -> str:
    """The report as HTML; printed, it fills A4 pages across."""
    said = words(lang)
    return render(
        _TEMPLATES,
        "ingest.html.j2",
        lang=lang,
        words=said,
        quality=quality,
        labels={name: _label(name, lang) for name in TABLES},
        total=_total(quality),
        alerts=_grouped(quality.alerts, said),
        quarantine=_quarantine(quality, said),
        checks=list(_check_panels(quality)),
        panels={name: list(_panels(quality, name, said)) for name in quality.tables},
        limits=asdict(quality.limits),
    )


@dataclass(frozen=True)
class Panel:
    """Some months of a table side by side, and the lines below them."""

    months: Sequence[Month]
    measures: Sequence[Line]
    null_rates: Sequence[Line]
    complete: Sequence[str]
    not_supplied: Sequence[str]
    ranges: Sequence[Line]


@dataclass(frozen=True)
class Group:
    """All alerts of one kind: where, and told in words."""

    kind: str
    cases: Sequence[tuple[str, str | None, str]]


@dataclass(frozen=True)
class Refused:
    """Rows of a table in quarantine for one reason."""

    table: str
    column: str
    rule: str
    told: str
    rows: int
    months: Sequence[str]


def _label(table: str, lang: Lang) -> str:
    return TABLES[table].label_zh if lang == "zh" else table


def _total(quality: Quality) -> TableReport:
    accounts = [table.account for table in quality.tables.values()]
    names = ("read", "new", "replaced", "repeated", "superseded", "quarantined")
    return TableReport(**{name: sum(getattr(one, name) for one in accounts) for name in names})


def _grouped(alerts: Sequence[Alert], said: Words) -> list[Group]:
    return [
        Group(kind, [(one.table, one.month, _told(one, said)) for one in group])
        for kind, group in groupby(alerts, key=lambda one: one.kind)
    ]


def _told(alert: Alert, said: Words) -> str:
    plain = "check_line" if "fen" in alert.numbers else "check_line_bare"
    line = said.get(f"{alert.kind}_line", said[plain])
    return line.format(**{n: named(n, v, said) for n, v in alert.numbers.items()})


def _quarantine(quality: Quality, said: Words) -> list[Refused]:
    """The reasons of each table, the most frequent first."""
    found = []
    for name, table in quality.tables.items():
        rows: dict[str, dict[str, int]] = defaultdict(dict)
        for month, reasons in table.account.quarantined_by_month.items():
            for reason, count in reasons.items():
                rows[reason][month] = count
        for reason in sorted(rows, key=lambda reason: (-sum(rows[reason].values()), reason)):
            column, _, rule = reason.rpartition("|")
            months = [said.get(month, month) for month in sorted(rows[reason])]
            told = said.get(rule, rule)
            found.append(Refused(name, column, rule, told, sum(rows[reason].values()), months))
    return found


def _check_panels(quality: Quality) -> Iterator[tuple[Sequence[str], Sequence[Line]]]:
    for months in panels(sorted({check.month for check in quality.checks})):
        yield months, check_lines(quality.checks, months, quality.limits)


def _panels(quality: Quality, name: str, said: Words) -> Iterator[Panel]:
    table = quality.tables[name]
    for months in panels(table.months):
        yield Panel(
            months=months,
            measures=measures(table, months, quality.limits),
            null_rates=null_rates(months, quality.limits),
            complete=complete(months),
            not_supplied=not_supplied(name, months),
            ranges=ranges(name, months, said["median"]),
        )
