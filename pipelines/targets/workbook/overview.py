"""The first sheet: what the list is, how it came about, what it rests on, what is where."""

from collections.abc import Mapping

from pipelines.targets.choose import Choice
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.lead import TIERS
from pipelines.targets.lines import LINE_COLUMNS, Lines
from pipelines.targets.overview import (
    draw_told,
    funnel_counts,
    modes_of,
    pinned,
    unavailable_told,
)
from pipelines.targets.printing import print_across
from pipelines.targets.sheets import Book
from pipelines.targets.terms import Terms, general_terms
from pipelines.targets.visits import VISITS_LISTED
from pipelines.targets.workbook.grounds import EVIDENCE_ROWS, REASONS_TOLD

Choices = Mapping[str, Choice]

_QUOTA_TOLD = ("counted", "asked", "visited", "quota_listed", "most")
"""What is told of a quota, by the keys of the headings."""

_SHEETS = (
    "pharmacies", "departments", "rings", "reasons", "alerts", "evidence", "check_record",
    "home_visits",
)  # fmt: skip
"""The sheets that are explained, by the keys of their names."""


def overview(book: Book, inputs: TargetInputs, choices: Choices) -> None:
    """Write the first sheet."""
    terms = general_terms(inputs)
    sheet = book.book.add_worksheet(terms["overview"])
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, LINE_COLUMNS - 1, 14)
    sheet.hide_gridlines(2)
    lines = Lines(book, sheet)
    lines.add(terms["title"], kind="title")
    sheet.set_row(0, 30)
    told = (inputs.month, terms["confidential"], terms.produced(inputs.mark))
    lines.add("　".join(told), kind="soft")
    lines.merged(terms["disclaimer_long"], "notice")
    _funnel(lines, terms, inputs, choices)
    _counts(lines, terms, choices)
    _quotas(lines, terms, choices)
    _contents(lines, terms)
    _doubts(lines, terms, inputs, choices)
    lines.section(terms["pinned"])
    for name, value in [*_versions(terms, choices), *pinned(inputs)]:
        lines.pair(name, value)
    print_across(sheet, lines.row - 1, LINE_COLUMNS - 1, terms["disclaimer"])


def _funnel(lines: Lines, terms: Terms, inputs: TargetInputs, choices: Choices) -> None:
    """From the records to the list (seed catalogue, section 5, row 5)."""
    lines.section(terms["funnel"])
    for name, count in funnel_counts(inputs, choices):
        lines.add(name, count)


def _counts(lines: Lines, terms: Terms, choices: Choices) -> None:
    """What the list holds."""
    ways = modes_of(choices)
    lines.section(terms["counts"])
    lines.heads(terms["level"], *(terms[key] for key in (*ways, "total", *TIERS)))
    for level, choice in choices.items():
        modes = [choice.listed.filter(mode=mode).height for mode in ways]
        tiers = [choice.listed.filter(risk_tier=tier).height for tier in TIERS]
        lines.add(terms[level], *modes, choice.listed.height, *tiers)


def _quotas(lines: Lines, terms: Terms, choices: Choices) -> None:
    """What the quotas of the policy came to; nothing where it has none."""
    rows = [row for choice in choices.values() for row in choice.coverage.iter_rows(named=True)]
    if not rows:
        return
    lines.section(terms["quotas"])
    lines.heads(terms["quota"], *(terms[key] for key in _QUOTA_TOLD))
    for row in rows:
        most = "—" if row["most"] is None else row["most"]
        counts = (row["counted"], row["asked"], row["visited"], row["listed"], most)
        lines.add(f"{terms[row['level']]}　{terms.quota(row['quota'])}", *counts)


def _contents(lines: Lines, terms: Terms) -> None:
    """What is on which sheet."""
    lines.section(terms["contents"])
    for key in _SHEETS:
        told = terms[f"{key}_sheet"].format(
            evidence=EVIDENCE_ROWS, reasons=REASONS_TOLD, visits=VISITS_LISTED
        )
        lines.pair(terms[key], told)


def _doubts(lines: Lines, terms: Terms, inputs: TargetInputs, choices: Choices) -> None:
    """What the tiers mean, what was left to chance, and what the data did not allow."""
    lines.section(terms["tiers"])
    for tier in TIERS:
        lines.pair(terms[tier], terms[f"{tier}_means"])
    lines.section(terms["draw"])
    for level, choice in choices.items():
        lines.pair(terms[level], draw_told(choice, inputs, level))
    lines.section(terms["unavailable"])
    missing = [
        (f"{terms[level]}　{feature}", needs)
        for level in choices
        for feature, needs in unavailable_told(inputs, level)
    ]
    for feature, needs in missing or [(terms["none"], "")]:
        lines.pair(feature, needs)


def _versions(terms: Terms, choices: Choices) -> list[tuple[str, str]]:
    """The model versions of each level."""
    return [
        (
            f"{terms['model_version']}（{terms[level]}）",
            terms["and"].join(choice.listed["model_version"].drop_nulls().unique().sort())
            or terms["none"],
        )
        for level, choice in choices.items()
    ]
