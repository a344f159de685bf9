"""Why they are listed: reasons, alerts, and the claims behind both."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from pipelines.targets.dossier import CLAIM_KEYS, Dossier, foremost
from pipelines.targets.evidence import evidence as evidence_of
from pipelines.targets.evidence import leading
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.sheets import Book, Column, Layout, Row
from pipelines.targets.terms import Terms, general_terms, terms_of
from pipelines.targets.workbook.common import Known, subject, subject_columns, yuan

EVIDENCE_ROWS = 200
"""Evidence rows of one target in the workbook; its evidence file has them all."""

REASONS_TOLD, MEMBERS_TOLD = 5, 4
"""Reasons for and against that are taken apart, of each target, and measures of each; the page of
the target has them all."""

_KEY_WIDTHS = {"fixmedins_code": 15, "dr_code": 16, "mdtrt_id": 22}
"""Keys of claims that are shorter than the others."""

_LAYOUT = Layout(frozen=3)


def reasons(book: Book, inputs: TargetInputs, known: Known) -> None:
    """What the measures behind the first reasons for and against add to the scores."""
    terms = general_terms(inputs)
    columns = [
        *_subject_columns(terms),
        Column(terms["place"], 8, "count"),
        Column(terms["cause"], 22, "wrap"),
        Column(terms["cause_contribution"], 10, "score"),
        Column(terms["feature"], 30, "wrap"),
        Column(terms["value"], 13),
        Column(terms["peer_median"], 13),
        Column(terms["robust_z"], 9, "z"),
        Column(terms["contribution"], 10, "score"),
        Column(terms["violations"], 22, "wrap"),
        Column(terms["reason"], 60, "wrap"),
    ]
    book.table(terms["reasons"], columns, _reasons(inputs, known), terms["disclaimer"], _LAYOUT)


def _reasons(inputs: TargetInputs, known: Known) -> Iterable[Row]:
    for terms, dossier in _each(inputs, known):
        told = pl.concat(
            foremost(of_one, REASONS_TOLD) for of_one in (dossier.raising, dossier.lowering)
        ).select("cause", whole="contribution")
        nth = pl.col("contribution").abs().rank("ordinal", descending=True).over("cause")
        shown = dossier.reasons.filter(nth <= MEMBERS_TOLD).join(
            told, on="cause", maintain_order="left"
        )
        for reason in shown.iter_rows(named=True):
            yield [
                *_subject(terms, dossier),
                reason["place"],
                terms.cause(reason["cause"]),
                reason["whole"],
                terms.label(reason["feature"]),
                terms.value(reason["feature"], reason["value"]),
                terms.value(reason["feature"], reason["peer_median"]),
                reason["robust_z"],
                reason["contribution"],
                terms["and"].join(terms.violation_list(reason["violations"])),
                reason["text"],
            ]


def alerts(book: Book, inputs: TargetInputs, known: Known) -> None:
    """The rules whose thresholds a target or one of its departments crosses."""
    terms = general_terms(inputs)
    columns = [
        *_subject_columns(terms),
        Column(terms["certainty"], 9),
        Column(terms["alert_rule"], 30, "wrap"),
        Column(terms["national"], 30, "wrap"),
        Column(terms["department"], 12),
        Column(terms["feature"], 34, "wrap"),
        Column(terms["value"], 14),
        Column(terms["robust_z"], 10, "z"),
        Column(terms["threshold"], 14),
    ]
    book.table(terms["alerts"], columns, _alerts(inputs, known), terms["disclaimer"], _LAYOUT)


def _alerts(inputs: TargetInputs, known: Known) -> Iterable[Row]:
    for terms, dossier in _each(inputs, known):
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


def evidence(book: Book, inputs: TargetInputs, known: Known) -> None:
    """The claims behind every target, the largest of each signal first."""
    terms = general_terms(inputs)
    columns = [
        *_subject_columns(terms),
        Column(terms["violation"], 20),
        Column(terms["signal"], 22, "wrap"),
        Column(terms["certainty"], 9),
        Column(terms["place"], 9, "count"),
        Column(terms["day"], 12, "date"),
        Column(terms["amount_yuan"], 14, "yuan"),
        *(Column(terms[key], _KEY_WIDTHS.get(key, 26)) for key in CLAIM_KEYS),
    ]
    book.table(terms["evidence"], columns, _evidence(inputs, known), terms["disclaimer"], _LAYOUT)


def _evidence(inputs: TargetInputs, known: Known) -> Iterable[Row]:
    for terms, dossier in _each(inputs, known):
        for hit in leading(evidence_of(dossier), EVIDENCE_ROWS).iter_rows(named=True):
            yield [
                *_subject(terms, dossier),
                terms.violation(hit["violation"]),
                terms.signal(hit["signal"]),
                terms.certainty(hit["signal"]),
                hit["reason"],
                hit["day"],
                yuan(hit["amount_fen"]),
                *(hit[key] for key in CLAIM_KEYS),
            ]


def _each(inputs: TargetInputs, known: Known) -> Iterable[tuple[Terms, Dossier]]:
    for level, of in known.items():
        terms = terms_of(inputs, level)
        yield from ((terms, dossier) for dossier in of)


def _subject_columns(terms: Terms) -> list[Column]:
    return [Column(terms["level"], 8), *subject_columns(terms)]


def _subject(terms: Terms, dossier: Dossier) -> list[Any]:
    return [terms[dossier.level], *subject(dossier)]
