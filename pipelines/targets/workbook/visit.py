"""What goes along on the visit: the check record (检查记录表), and whom to see at home."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pipelines.targets.checklist import CheckList, Line, Pointed, checklist
from pipelines.targets.dossier import Dossier, evidence_path
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.sheets import Book, Column, Layout, Row
from pipelines.targets.terms import Terms, general_terms
from pipelines.targets.visits import Visit, visits
from pipelines.targets.workbook.common import Known, subject, yuan

_LAYOUT = Layout(frozen=1, paged=True, least=45)
"""A page for every target, with room to write."""


def check_record(book: Book, inputs: TargetInputs, known: Known) -> None:
    """What to look at for every violation that a target is suspected of, to be filled in."""
    terms = general_terms(inputs)
    columns = [
        Column(terms["target"], 22, "wrap"),
        Column(terms["violation"], 15, "wrap"),
        Column(terms["hits"], 9, "count"),
        Column(terms["amount_yuan"], 14, "yuan"),
        Column(terms["step"], 5, "count"),
        Column(terms["way"], 10),
        Column(terms["look_at"], 42, "wrap"),
        Column(terms["document"], 22, "wrap"),
        Column(terms["finding"], 30, "blank"),
        Column(terms["finding_yuan"], 15, "blank"),
        *_signed(terms),
    ]
    rows = [
        [_target(dossier), *row, *_BLANK]
        for of in known.values()
        for dossier in of
        for row in _checks(terms, checklist(dossier, inputs))
    ]
    book.table(terms["check_record"], columns, rows, terms["disclaimer"], _LAYOUT)


_BLANK = (None, None, None, None)
"""Finding, amount, signature and day."""


def _checks(terms: Terms, of: CheckList) -> Iterable[list[Any]]:
    for one in of.pointed:
        yield from _steps(terms, one)
    if of.others:
        others = terms["and"].join(map(terms.violation, of.others))
        yield [None, None, None, None, None, terms["other_violations"].format(others=others), None]
    if not of.pointed:
        yield [None, None, None, 1, None, terms["routine"], None]


def _steps(terms: Terms, one: Pointed) -> Iterable[list[Any]]:
    """The steps of a violation; its hits and money stand at the first, so that sums are right."""
    sums = (one.hits, yuan(one.amount_fen)) if one.hits else (None, None)
    for step, line in enumerate(one.lines or (Line("compare", terms["no_lines"], ""),), start=1):
        yield [
            terms.violation(one.violation),
            *(sums if step == 1 else (None, None)),
            step,
            terms[f"way_{line.way}"],
            line.text,
            line.document or None,
        ]


def _signed(terms: Terms) -> list[Column]:
    return [Column(terms["signed"], 9, "blank"), Column(terms["signed_day"], 9, "blank")]


def _target(dossier: Dossier) -> str:
    """Name and code in one cell: paper is narrow."""
    code, name = subject(dossier)
    return f"{name}\n{code}" if name else str(code)


def home_visits(book: Book, inputs: TargetInputs, known: Known) -> None:
    """The persons behind the hits of every target, who to see first, and what to ask."""
    terms = general_terms(inputs)
    columns = [
        Column(terms["target"], 22, "wrap"),
        Column(terms["rank"], 5, "count"),
        Column(terms["psn_no"], 16, "wrap"),
        Column(terms["special_group"], 10, "wrap"),
        Column(terms["home_area"], 8),
        Column(terms["stays"], 9, "count"),
        Column(terms["claims_hit"], 9, "count"),
        Column(terms["amount_yuan"], 14, "yuan"),
        Column(terms["days_to_ask"], 24, "wrap"),
        Column(terms["violations"], 18, "wrap"),
        Column(terms["questions"], 42, "wrap"),
        Column(terms["said"], 26, "blank"),
        *_signed(terms),
    ]
    rows = [
        row for of in known.values() for dossier in of for row in _visits(terms, inputs, dossier)
    ]
    book.table(terms["home_visits"], columns, rows, terms["disclaimer"], _LAYOUT)


def _visits(terms: Terms, inputs: TargetInputs, dossier: Dossier) -> Iterable[Row]:
    found = visits(dossier, inputs)
    for place, one in enumerate(found.listed, start=1):
        yield [_target(dossier), place, *_visit(terms, one), None, None, None]
    if found.more:
        file = evidence_path(dossier.level, dossier.target["entity_id"])
        told = terms["more_persons"].format(n=found.more, file=file)
        yield [_target(dossier), *[None] * 9, told, None, None, None]


def _visit(terms: Terms, one: Visit) -> list[Any]:
    return [
        one.psn_no,
        terms.group(one.special_group),
        one.area,
        one.stays,
        one.claims,
        yuan(one.amount_fen),
        "\n".join(_day(first, last) for first, last in one.days),
        "\n".join(map(terms.violation, one.violations)),
        "\n".join(one.questions or (_otherwise(terms, one),)),
    ]


def _otherwise(terms: Terms, one: Visit) -> str:
    """What to ask where the check list has no question; of the dead their family is asked."""
    return terms["ask_family"].format(died=one.died) if one.died else terms["plain_questions"]


def _day(first: date | None, last: date | None) -> str:
    return f"{first}" if first == last else f"{first} – {last}"
