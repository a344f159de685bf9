"""Whom to visit at home: the insured persons behind a target's hits, the most vulnerable first.

Papers alone do not show whether somebody was there; inspections ask at home, special groups before
others (seed catalogue, section 5, row 2; R-21).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import polars as pl

from pipelines.targets.at_issue import at_issue
from pipelines.targets.checklist import AT_HOME, Line, lines_of
from pipelines.targets.dossier import Dossier
from pipelines.targets.inputs import TargetInputs

VISITS_LISTED = 10
"""Persons of one target who are listed; of the rest their number is told."""

DAYS_LISTED = 4
"""Stays and visits of a person whose days are named."""

QUESTIONS_ASKED = 3
"""Questions asked of a person, of the costliest violations."""


@dataclass(frozen=True)
class Visit:
    """A person to ask at home about a target.

    Attributes:
        psn_no: the person, as the lake has them: by pseudonym, unless it has none.
        special_group: `identity`, `elderly_mild` or None.
        area: where the person lives.
        died: the day of death that other offices know; then the family is asked.
        stays: stays with hits.
        claims: encounters with hits, stays among them.
        days: first and last day of the latest of them, stays before visits.
        amount_fen: the money at issue in these.
        violations: what the hits show, the costliest first.
        questions: what to ask; none of the dead, and none where the check list has no question
            for the violations.
    """

    psn_no: str
    special_group: str | None
    area: str | None
    died: date | None
    stays: int
    claims: int
    days: tuple[tuple[date, date], ...]
    amount_fen: int
    violations: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Visits:
    """The persons to visit for a target, in order, and how many more there are."""

    listed: tuple[Visit, ...]
    more: int


def visits(dossier: Dossier, inputs: TargetInputs) -> Visits:
    """Whom to visit for a target: special groups first, then who stayed, then the costliest."""
    hits = dossier.hits.filter(pl.col("psn_no").is_not_null())
    claims = _claims(hits, inputs.site.stays)
    ordered = _ordered(hits, claims, inputs.site.persons)
    first = ordered.head(VISITS_LISTED)
    these = pl.col("psn_no").is_in(first["psn_no"].implode())
    days, shown = _days(claims.filter(these)), _violations(hits.filter(these))
    lines = lines_of(inputs)
    listed = (
        _visit(row, days[row["psn_no"]], shown[row["psn_no"]], lines) for row in first.to_dicts()
    )
    return Visits(tuple(listed), ordered.height - first.height)


def _claims(hits: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    """`psn_no, mdtrt_id, stayed, begn, end`: the encounters hit; a visit has the day of its hit."""
    found = hits.group_by("psn_no", "mdtrt_id").agg(pl.col("day").min(), last=pl.col("day").max())
    return found.join(stays, on="mdtrt_id", how="left").select(
        "psn_no",
        "mdtrt_id",
        stayed=pl.col("begn").is_not_null(),
        begn=pl.coalesce("begn", "day"),
        end=pl.coalesce("end", "last"),
    )


def _ordered(hits: pl.DataFrame, claims: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """One row per person, the first to visit first."""
    sums = at_issue(hits, "psn_no").rename({"entity_id": "psn_no"})
    stayed = claims.group_by("psn_no").agg(stays=pl.col("stayed").sum())
    return (
        sums.join(stayed, on="psn_no")
        .join(persons, on="psn_no", how="left")
        .sort(
            pl.col("special_group").is_not_null(), "stays", "amount_at_issue_fen", "psn_no",
            descending=[True, True, True, False],
        )
    )  # fmt: skip


def _days(claims: pl.DataFrame) -> Mapping[str, tuple[tuple[date, date], ...]]:
    """Of each person the days to ask about: the latest, stays before visits."""
    latest = claims.unique(["psn_no", "begn", "end", "stayed"]).sort(
        "psn_no", "stayed", "begn", "end", descending=[False, True, True, True]
    )
    return {
        str(one): tuple(of.select("begn", "end").head(DAYS_LISTED).rows())
        for (one,), of in latest.partition_by("psn_no", as_dict=True).items()
    }


def _violations(hits: pl.DataFrame) -> Mapping[str, tuple[str, ...]]:
    """Of each person what the hits show, the costliest first."""
    sums = hits.group_by("psn_no", "violation").agg(pl.col("amount_fen").sum())
    ordered = sums.sort("psn_no", "amount_fen", "violation", descending=[False, True, False])
    return {
        str(one): tuple(of["violation"])
        for (one,), of in ordered.partition_by("psn_no", as_dict=True).items()
    }


def _visit(
    row: Mapping[str, Any],
    days: tuple[tuple[date, date], ...],
    shown: tuple[str, ...],
    lines: Mapping[str, tuple[Line, ...]],
) -> Visit:
    asked = chain.from_iterable(lines.get(id_, ()) for id_ in shown)
    questions = dict.fromkeys(line.text for line in asked if line.way == AT_HOME)
    return Visit(
        psn_no=row["psn_no"],
        special_group=row["special_group"],
        area=row["area"],
        died=row["died"],
        stays=row["stays"],
        claims=row["claims"],
        days=days,
        amount_fen=row["amount_at_issue_fen"],
        violations=shown,
        questions=() if row["died"] else tuple(questions)[:QUESTIONS_ASKED],
    )
