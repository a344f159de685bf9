"""Whose doing a violation is: that of an entity itself, or of others there or with it."""

from collections.abc import Iterable

import polars as pl

OWN = {"institution": ("I-", "P-"), "doctor": ("D-", "I-37"), "patient": ("A-", "I-37")}
"""How the ids begin of the violations that an entity of a level commits itself (section 1 of the
seed catalogue, by actor); collusion (I-37) takes a doctor and an insured person."""

RULE = "R-"
"""How the ids of named rules begin: they say what is unusual, not who did what."""


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
