"""What to look at on site for each violation that a target's reasons and hits point to.

The check record of an inspection (检查记录表: what to check and how, seed catalogue, section 4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pipelines.targets.dossier import Dossier
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.money import by_violation
from pipelines.targets.terms import split

VIOLATIONS_CHECKED = 8
"""Violations of one target whose lines are printed; the others are named."""

AT_HOME = "visit"
"""The way of a line that is a question to the insured person."""


@dataclass(frozen=True)
class Line:
    """One step: how (one of `settings.WAYS`), what to look at or ask, in which papers or whom."""

    way: str
    text: str
    document: str


@dataclass(frozen=True)
class Pointed:
    """A violation that a target's reasons or hits point to, and what to look at for it.

    Attributes:
        violation: its id, or that of a rule.
        hits: hits of the target that show it.
        amount_fen: the money at issue in these.
        lines: its steps on site, in order; none where the check list says nothing of it.
    """

    violation: str
    hits: int
    amount_fen: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class CheckList:
    """What to look at for a target: the violations first in line, and the ids of the others."""

    pointed: tuple[Pointed, ...]
    others: tuple[str, ...]


def checklist(dossier: Dossier, inputs: TargetInputs) -> CheckList:
    """The check list of one target: what its reasons point to first, then the costliest hits."""
    sums = _at_issue_by_violation(dossier)
    found = list(dict.fromkeys(chain(split(dossier.target["violations"]), sums)))
    lines = lines_of(inputs)
    return CheckList(
        tuple(
            Pointed(
                id_,
                *sums.get(id_, (0, 0)),
                lines=tuple(one for one in lines.get(id_, ()) if one.way != AT_HOME),
            )
            for id_ in found[:VIOLATIONS_CHECKED]
        ),
        tuple(found[VIOLATIONS_CHECKED:]),
    )


def lines_of(inputs: TargetInputs) -> Mapping[str, tuple[Line, ...]]:
    """All lines of each violation, in the language of the list."""
    lang = inputs.lang
    by_violation: dict[str, list[Line]] = {}
    for row in inputs.site.checklist.iter_rows(named=True):
        by_violation.setdefault(row["violation"], []).append(_line(row, lang))
    return {id_: tuple(lines) for id_, lines in by_violation.items()}


def _line(row: Mapping[str, Any], lang: str) -> Line:
    return Line(row["way"], row[lang], row[f"document_{lang}"])


def _at_issue_by_violation(dossier: Dossier) -> dict[str, tuple[int, int]]:
    """Violation -> hits and fen at issue, the costliest first."""
    ordered = by_violation(dossier.hits, dossier.level).sort(
        "amount_fen", "hits", "violation", descending=[True, True, False]
    )
    rows = ordered.select("violation", "hits", "amount_fen").iter_rows()
    return {id_: (hits, amount) for id_, hits, amount in rows}
