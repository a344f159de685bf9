"""Where in a site and with whom: departments of the targets, and the rings they are in."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from features.network.rings import MEMBER
from pipelines.targets.dossier import Dossier
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.sheets import Book, Column, Layout, Row
from pipelines.targets.terms import Terms, general_terms, terms_of
from pipelines.targets.workbook.common import ID_WIDTH, Known, subject, subject_columns, yuan

_INSTITUTION = "institution"

VIOLATIONS_TOLD = 5
"""Violations that are named of a department."""


def departments(book: Book, inputs: TargetInputs, known: Known) -> None:
    """The departments of listed institutions that have hits or alerts; they are not scored."""
    terms = general_terms(inputs)
    columns = [
        *subject_columns(terms),
        Column(terms["department"], 10),
        Column(terms["encounters"], 10, "count"),
        Column(terms["stays"], 10, "count"),
        Column(terms["persons"], 10, "count"),
        Column(terms["medfee_yuan"], 16, "yuan"),
        Column(terms["hits"], 10, "count"),
        Column(terms["claims_hit"], 10, "count"),
        Column(terms["amount_yuan"], 16, "yuan"),
        Column(terms["violations"], 40, "wrap"),
        Column(terms["alerts"], 34, "wrap"),
    ]
    rows = [
        row
        for dossier in known.get(_INSTITUTION, ())
        for row in _departments(inputs, terms_of(inputs, _INSTITUTION), dossier)
    ]
    layout = Layout(frozen=3, bars=((terms["amount_yuan"], None),))
    book.table(terms["departments"], columns, rows, terms["not_scored_parts"], layout)


def _departments(inputs: TargetInputs, terms: Terms, dossier: Dossier) -> Iterable[Row]:
    """The departments of one institution, the costliest first."""
    alerts = dossier.alerts.filter(pl.col("department").is_not_null())
    rules = alerts.group_by("department").agg(pl.col("rule").unique().sort())
    found = inputs.site.departments.filter(entity_id=dossier.target["entity_id"])
    together = found.join(rules, on="department", how="full", coalesce=True).sort(
        "amount_at_issue_fen", "department", descending=[True, False], nulls_last=True
    )
    for row in together.iter_rows(named=True):
        yield [
            *subject(dossier),
            row["department"],
            row["encounters"],
            row["stays"],
            row["persons"],
            yuan(row["medfee_fen"]),
            row["hits"],
            row["claims"],
            yuan(row["amount_at_issue_fen"]),
            _first(terms, row["violations"]),
            "、".join(map(terms.violation, row["rule"] or ())) or None,
        ]


def _first(terms: Terms, violations: str | None) -> str | None:
    """The first violations of many."""
    told = terms.violation_list(violations)
    more = terms["and_more"].format(n=len(told)) if len(told) > VIOLATIONS_TOLD else ""
    return "、".join(told[:VIOLATIONS_TOLD]) + more or None


def rings(book: Book, inputs: TargetInputs, known: Known) -> None:
    """The rings that anybody on the list is in, with all who are in them."""
    terms = general_terms(inputs)
    columns = [
        Column(terms["ring_id"], 18),
        Column(terms["kind"], 22, "wrap"),
        Column(terms["role"], 9),
        Column(terms["level"], 9),
        Column(terms["entity_id"], ID_WIDTH),
        Column(terms["entity_name"], 26, "wrap"),
        Column(terms["on_list"], 10, "count"),
        Column(terms["ring_members"], 10, "count"),
        Column(terms["ring_months"], 10, "count"),
        Column(terms["ring_encounters"], 12, "count"),
        Column(terms["fund_yuan"], 16, "yuan"),
    ]
    layout = Layout(frozen=1)
    book.table(terms["rings"], columns, _rings(inputs, terms, known), terms["disclaimer"], layout)


def _rings(inputs: TargetInputs, terms: Terms, known: Known) -> Iterable[Row]:
    """All in a ring together, the costliest ring first; who is on the list with the place there."""
    everybody = pl.concat([_in_rings(inputs, level, known) for level in inputs.levels])
    shown = everybody.filter(pl.col("rank").is_not_null().any().over("ring_id"))
    ordered = shown.sort(
        pl.col("fund_fen"), "ring_id", "role", "level", "entity_id",
        descending=[True, False, True, False, False],
    )  # fmt: skip
    return [_ring_row(terms, row) for row in ordered.iter_rows(named=True)]


def _in_rings(inputs: TargetInputs, level: str, known: Known) -> pl.DataFrame:
    of = inputs.levels[level]
    places = {one.target["entity_id"]: one.target["rank"] for one in known.get(level, ())}
    names = of.candidates.select("entity_id", "entity_name")
    rank = pl.col("entity_id").replace_strict(places, default=None, return_dtype=pl.Int64)
    return of.rings.join(names, on="entity_id", how="left", maintain_order="left").with_columns(
        level=pl.lit(level), rank=rank
    )


def _ring_row(terms: Terms, row: Mapping[str, Any]) -> Row:
    return [
        row["ring_id"],
        row["kind"],
        terms["in_ring" if row["role"] == MEMBER else "in_the_middle"],
        terms[row["level"]],
        row["entity_id"],
        None if row["entity_name"] == row["entity_id"] else row["entity_name"],
        row["rank"],
        row["members"],
        row["months"],
        row["encounters"],
        yuan(row["fund_fen"]),
    ]
