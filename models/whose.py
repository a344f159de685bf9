"""Whose doing a violation is: that of an entity itself, or of others there or with it."""

from collections.abc import Iterable

import polars as pl

OWN = {"institution": ("I-", "P-"), "doctor": ("D-", "I-37"), "patient": ("A-", "I-37")}
"""How the ids begin of the violations that an entity of a level commits itself (section 1 of the
seed catalogue, by actor); collusion (I-37) takes a doctor and an insured person."""

RULE = "R-"
"""How the ids of named rules begin: they say what is unusual, not who did what."""


OF_STAYS = frozenset((
    "I-01", "I-02", "I-03", "I-04", "I-05", "I-06", "I-11", "I-12", "I-24",
    "D-07", "D-08", "D-09", "A-04",
))  # fmt: skip
"""Violations that take a stay in hospital (section 1 of the seed catalogue)."""


OF_CARE = frozenset(("I-20", "I-21", "I-23", "I-25", "I-31", "I-38"))
"""Violations that take a doctor who examines, diagnoses and treats: no pharmacy's."""

OF_PHARMACIES = "P-"
"""How the ids begin of the violations of retail pharmacies (section 1.3 of the seed catalogue)."""

OF_HOSPITALS = "I-"
"""How the ids begin of the violations of hospitals and clinics (section 1.1 likewise)."""

OF_DOCTORS = "D-"
"""How the ids begin of the violations of doctors (section 1.2 of the seed catalogue)."""

PHARMACY = "2"
"""`fixmedins_type` of a retail pharmacy, the `kind` of its profile (domain standard A.8)."""


def possible(
    violations: Iterable[str], *, stays: float | None, kind: str | None = None
) -> tuple[str, ...]:
    """Of these violations those that can be committed there, whatever a measure points to.

    Args:
        violations: ids of the catalogue.
        stays: how many stays an entity has; without any it has induced no admission. None where
            that is not known: nothing is ruled out for it.
        kind: the kind of an institution: a pharmacy treats nobody, and only a pharmacy commits
            what the catalogue has of pharmacies; what it has of hospitals is no pharmacy's where
            it has the like of pharmacies. None likewise.
    """
    able = tuple(id_ for id_ in violations if _possible(id_, stays, kind))
    at_pharmacy = kind == PHARMACY and any(id_.startswith(OF_PHARMACIES) for id_ in able)
    return tuple(v for v in able if not (at_pharmacy and v.startswith(OF_HOSPITALS)))


def _possible(id_: str, stays: float | None, kind: str | None) -> bool:
    if id_ in OF_STAYS:
        return stays != 0
    if id_ in OF_CARE or id_.startswith(OF_DOCTORS):
        return kind != PHARMACY
    return kind in {None, PHARMACY} or not id_.startswith(OF_PHARMACIES)


def own_of(violations: Iterable[str], level: str) -> tuple[str, ...]:
    """Of these violations those that an entity of the level commits itself, in their order."""
    return tuple(id_ for id_ in violations if id_.startswith(OWN[level]))


def committed(cause: pl.Expr, level: str) -> pl.Expr:
    """Whether a cause, a violation's id, is one that an entity of the level commits itself."""
    return pl.any_horizontal(cause.str.starts_with(begins) for begins in OWN[level])


def is_own(violations: Iterable[str], level: str) -> bool:
    """Whether they are, at least in part, the entity's own doing; what is nobody's is its own."""
    committed = [id_ for id_ in violations if not id_.startswith(RULE)]
    return not committed or bool(own_of(committed, level))
