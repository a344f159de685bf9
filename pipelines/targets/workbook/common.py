"""What the sheets of the workbook have in common."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.targets.dossier import Dossier
from pipelines.targets.sheets import Column
from pipelines.targets.terms import Terms

Known = Mapping[str, Sequence[Dossier]]
"""The dossiers of each level, in the order of the list."""

ID_WIDTH = 24
"""Wide enough for the identifiers of all levels, as a rule."""


def subject_columns(terms: Terms) -> list[Column]:
    """The columns that say whom a row is about."""
    return [Column(terms["entity_id"], ID_WIDTH), Column(terms["entity_name"], 25, "wrap")]


def subject(dossier: Dossier) -> list[Any]:
    """Whom a row is about; a name that is but the code again is left out."""
    target = dossier.target
    name = target["entity_name"]
    return [target["entity_id"], None if name == target["entity_id"] else name]


def yuan(fen: int | None) -> float | None:
    """Fen as yuan."""
    return None if fen is None else fen / 100
