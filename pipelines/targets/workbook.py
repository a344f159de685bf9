"""`targets.xlsx`: the list as the head of a section prints, sorts and passes it on."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.pages.palette import COLOURS
from pipelines.targets.alerts import raised
from pipelines.targets.choose import TIERS, Choice
from pipelines.targets.dossier import CLAIM_KEYS, REASONS_LISTED, Dossier
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.overview import (
    draw_told,
    funnel_counts,
    modes_of,
    pinned,
    unavailable_told,
)
from pipelines.targets.sheets import (
    LINE_COLUMNS,
    Book,
    Column,
    Lines,
    Row,
    print_across,
    print_mark,
)
from pipelines.targets.terms import Terms, general_terms, terms_of

EVIDENCE_ROWS = 200
"""Evidence rows of one target in the workbook; its evidence file has them all."""

_ID_WIDTH = 22
"""Wide enough for the identifiers of all levels, as a rule."""


def write_workbook(
    path: Path,
    inputs: TargetInputs,
    choices: Mapping[str, Choice],
    known: Mapping[str, Sequence[Dossier]],
) -> None:
    """Write the workbook; equal inputs give equal bytes.

    Args:
        path: the file to write.
        inputs: what the list is made from.
        choices: the list of each level.
        known: the dossiers of each level, in the order of the list.
    """
    terms = general_terms(inputs)
    book = Book(path, inputs.month)
    with book.book:
        _overview(book, inputs, choices)
        for level in choices:
            _list(book, terms_of(inputs, level), level, known[level])
        foot = terms["disclaimer"]
        book.table(terms["reasons"], _reason_columns(terms), _reason_rows(inputs, known), foot)
        book.table(terms["alerts"], _alert_columns(terms), _alert_rows(inputs, known), foot)
        book.table(terms["evidence"], _evidence_columns(terms), _evidence_rows(inputs, known), foot)
        print_mark(book, f"{terms['confidential']}　{terms.produced(inputs.mark)}")


def _overview(book: Book, inputs: TargetInputs, choices: Mapping[str, Choice]) -> None:
    """What the list is, how it came about, what it rests on."""
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
    _counts(lines, terms, inputs, choices)
    _doubts(lines, terms, inputs, choices)
    lines.section(terms["pinned"])
    for name, value in [*_versions(terms, choices), *pinned(inputs)]:
        lines.pair(name, value)
    print_across(sheet, lines.row - 1, LINE_COLUMNS - 1, terms["disclaimer"], pages=1)


def _counts(
    lines: Lines, terms: Terms, inputs: TargetInputs, choices: Mapping[str, Choice]
) -> None:
    """From the records to the list, and what the list holds."""
    lines.section(terms["funnel"])
    for name, count in funnel_counts(inputs, choices):
        lines.add(name, count)
    lines.section(terms["counts"])
    ways = modes_of(choices)
    lines.heads(terms["level"], *(terms[key] for key in (*ways, "total", *TIERS)))
    for level, choice in choices.items():
        modes = [choice.listed.filter(mode=mode).height for mode in ways]
        tiers = [choice.listed.filter(risk_tier=tier).height for tier in TIERS]
        lines.add(terms[level], *modes, choice.listed.height, *tiers)


def _doubts(
    lines: Lines, terms: Terms, inputs: TargetInputs, choices: Mapping[str, Choice]
) -> None:
    """What the tiers mean, what was left to chance, and what the data did not allow."""
    lines.section(terms["tiers"])
    for tier in TIERS:
        lines.pair(terms[tier], terms[f"{tier}_means"])
    lines.section(terms["draw"])
    for level, choice in choices.items():
        lines.pair(terms[level], draw_told(choice, inputs, level))
    lines.section(terms["evidence"])
    lines.merged(terms["evidence_capped"].format(n=EVIDENCE_ROWS), "wrap")
    lines.section(terms["unavailable"])
    missing = [pair for level in choices for pair in unavailable_told(inputs, level)]
    for feature, needs in missing or [(terms["none"], "")]:
        lines.pair(feature, needs)


def _versions(terms: Terms, choices: Mapping[str, Choice]) -> list[tuple[str, str]]:
    """The model versions of each level."""
    return [
        (
            f"{terms['model_version']}（{terms[level]}）",
            "、".join(choice.listed["model_version"].drop_nulls().unique().sort()) or terms["none"],
        )
        for level, choice in choices.items()
    ]


def _list(book: Book, terms: Terms, level: str, known: Sequence[Dossier]) -> None:
    """The list of one level."""
    columns = [
        Column(terms["rank"], 6, "count"),
        Column(terms["risk_tier"], 6, "tier"),
        Column(terms["entity_name"], 26, "wrap"),
        Column(terms["entity_id"], _ID_WIDTH),
        Column(terms["area"], 9),
        Column(terms["mode"], 9),
        Column(terms["sources"], 16, "wrap"),
        Column(terms["score"], 9, "score"),
        Column(terms["percentile"], 9, "percentile"),
        Column(terms["probability"], 10, "share"),
        Column(terms["inclusion_probability"], 10, "share"),
        Column(terms["hits"], 9, "count"),
        Column(terms["amount_yuan"], 15, "yuan"),
        Column(terms["expected_yuan"], 15, "yuan"),
        Column(terms["violations"], 20, "wrap"),
        Column(terms["kinds"], 18, "wrap"),
        Column(terms["alerts"], 26, "wrap"),
        Column(terms["rings"], 36, "wrap"),
        Column(terms["reason"], 72, "wrap"),
    ]
    rows = [_list_row(terms, dossier) for dossier in known]
    sheet = book.table(terms[level], columns, rows, terms["disclaimer"])
    # Scores are log-odds and may be negative; percentiles make bars that compare.
    place = [column.heading for column in columns].index(terms["percentile"])
    sheet.conditional_format(1, place, max(len(rows), 1), place, _BAR)


_BAR = {
    "type": "data_bar",
    "bar_color": COLOURS["band"],
    "bar_solid": True,
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 100,
}


def _list_row(terms: Terms, dossier: Dossier) -> Row:
    target = dossier.target
    texts = dossier.raising["text"].head(REASONS_LISTED)
    told = "\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))
    return [
        target["rank"],
        target["risk_tier"],
        target["entity_name"],
        target["entity_id"],
        target["area"],
        terms[target["mode"]],
        "、".join(terms.sources(target)) or None,
        target["score"],
        target["percentile"],
        target["probability"],
        target["inclusion_probability"],
        target["hits"],
        _yuan(target["amount_at_issue_fen"]),
        _yuan(target["expected_amount_fen"]),
        "、".join(terms.violation_list(target["violations"])),
        "、".join(terms.family_list(target["families"])) or None,
        "、".join(terms.violation(row["rule"]) for row in raised(dossier.alerts).to_dicts()),
        "\n".join(map(terms.ring, dossier.rings.to_dicts())) or None,
        told or None,
    ]


def _subject_columns(terms: Terms) -> list[Column]:
    return [
        Column(terms["level"], 8),
        Column(terms["entity_id"], _ID_WIDTH),
        Column(terms["entity_name"], 24),
    ]


def _subject(terms: Terms, dossier: Dossier) -> list[Any]:
    return [terms[dossier.level], dossier.target["entity_id"], dossier.target["entity_name"]]


def _reason_columns(terms: Terms) -> list[Column]:
    return [
        *_subject_columns(terms),
        Column(terms["place"], 8, "count"),
        Column(terms["cause"], 22, "wrap"),
        Column(terms["feature"], 34),
        Column(terms["value"], 14),
        Column(terms["peer_median"], 14),
        Column(terms["robust_z"], 10, "z"),
        Column(terms["contribution"], 12, "score"),
        Column(terms["violations"], 22, "wrap"),
        Column(terms["reason"], 66, "wrap"),
    ]


def _reason_rows(inputs: TargetInputs, known: Mapping[str, Sequence[Dossier]]) -> Iterable[Row]:
    for level, of in known.items():
        terms = terms_of(inputs, level)
        for dossier in of:
            for reason in dossier.reasons.iter_rows(named=True):
                yield [
                    *_subject(terms, dossier),
                    reason["place"],
                    terms.cause(reason["cause"]),
                    terms.label(reason["feature"]),
                    terms.value(reason["feature"], reason["value"]),
                    terms.value(reason["feature"], reason["peer_median"]),
                    reason["robust_z"],
                    reason["contribution"],
                    "、".join(terms.violation_list(reason["violations"])),
                    reason["text"],
                ]


def _alert_columns(terms: Terms) -> list[Column]:
    return [
        *_subject_columns(terms),
        Column(terms["certainty"], 9),
        Column(terms["alert_rule"], 30, "wrap"),
        Column(terms["national"], 30, "wrap"),
        Column(terms["department"], 12),
        Column(terms["feature"], 34),
        Column(terms["value"], 14),
        Column(terms["robust_z"], 10, "z"),
        Column(terms["threshold"], 14),
    ]


def _alert_rows(inputs: TargetInputs, known: Mapping[str, Sequence[Dossier]]) -> Iterable[Row]:
    for level, of in known.items():
        terms = terms_of(inputs, level)
        for dossier in of:
            for alert in dossier.alerts.iter_rows(named=True):
                yield [
                    *_subject(terms, dossier),
                    terms[alert["certainty"]],
                    terms.violation(alert["rule"]),
                    alert["national"],
                    alert["department"],
                    terms.label(alert["feature"]),
                    terms.value(alert["feature"], alert["value"]),
                    alert["robust_z"],
                    terms.crossed(alert),
                ]


def _evidence_columns(terms: Terms) -> list[Column]:
    return [
        *_subject_columns(terms),
        Column(terms["violation"], 20),
        Column(terms["signal"], 20),
        Column(terms["certainty"], 9),
        Column(terms["day"], 11, "date"),
        Column(terms["amount_yuan"], 14, "yuan"),
        *(Column(terms[key], 18) for key in CLAIM_KEYS),
    ]


def _evidence_rows(inputs: TargetInputs, known: Mapping[str, Sequence[Dossier]]) -> Iterable[Row]:
    for level, of in known.items():
        terms = terms_of(inputs, level)
        for dossier in of:
            for hit in dossier.hits.head(EVIDENCE_ROWS).iter_rows(named=True):
                yield [
                    *_subject(terms, dossier),
                    terms.violation(hit["violation"]),
                    terms.signal(hit["signal"]),
                    terms.certainty(hit["signal"]),
                    hit["day"],
                    _yuan(hit["amount_fen"]),
                    *(hit[key] for key in CLAIM_KEYS),
                ]


def _yuan(fen: int | None) -> float | None:
    return None if fen is None else fen / 100
