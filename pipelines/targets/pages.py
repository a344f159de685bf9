"""The list as a web page that needs no server, no network and no other file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.targets.alerts import raised_by
from pipelines.targets.choose import TIERS, Choice
from pipelines.targets.dossier import page_path
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.overview import (
    draw_told,
    funnel_counts,
    modes_of,
    pinned,
    unavailable_told,
)
from pipelines.targets.rendering import render
from pipelines.targets.rings import rings_by
from pipelines.targets.terms import general_terms, terms_of

_COLUMNS = (
    ("rank", True),
    ("risk_tier", False),
    ("entity_name", False),
    ("area", False),
    ("mode", False),
    ("sources", False),
    ("percentile", True),
    ("hits", True),
    ("amount_yuan", True),
    ("expected_yuan", True),
    ("alerts", False),
    ("reason", False),
)
"""Columns of the list, and whether they hold numbers."""


@dataclass(frozen=True)
class Section:
    """One level of the list page."""

    level: str
    rows: Sequence[Mapping[str, Any]]
    draw_told: str
    excluded: Sequence[Mapping[str, Any]]
    unavailable: Sequence[tuple[str, str]]

    @property
    def size(self) -> int:
        """Targets of the level."""
        return len(self.rows)

    def count(self, column: str, value: str) -> int:
        """Targets whose `column` is `value`."""
        return sum(row[column] == value for row in self.rows)


def targets_html(
    inputs: TargetInputs, choices: Mapping[str, Choice], raising: Mapping[str, pl.DataFrame]
) -> str:
    """The list page.

    Args:
        inputs: what the list is made from.
        choices: the list of each level.
        raising: reasons for suspicion of each level's targets, the strongest first.
    """
    return render(
        "targets.html.j2",
        script="targets.js",
        terms=general_terms(inputs),
        month=inputs.month,
        funnel=funnel_counts(inputs, choices),
        sections=[_section(inputs, level, choices[level], raising[level]) for level in choices],
        columns=_COLUMNS,
        tiers=TIERS,
        modes=modes_of(choices),
        pinned=pinned(inputs),
        mark=inputs.mark,
    )


def _section(inputs: TargetInputs, level: str, choice: Choice, raising: pl.DataFrame) -> Section:
    first = raising.group_by("entity_id", maintain_order=True).first()
    rows = choice.listed.join(
        first.select("entity_id", reason="text"), on="entity_id", how="left"
    ).sort("rank")
    terms = terms_of(inputs, level)
    alerts = raised_by(inputs.levels[level].alerts)
    rings = rings_by(inputs.levels[level].rings)
    return Section(
        level=level,
        rows=[
            row
            | {"sources": terms.sources(row), "page": page_path(level, entity)}
            | {"alerts": alerts.get(entity, ()), "rings": rings.get(entity, ())}
            for entity, row in zip(rows["entity_id"], rows.to_dicts(), strict=True)
        ],
        draw_told=draw_told(choice, inputs, level),
        excluded=choice.excluded.to_dicts(),
        unavailable=unavailable_told(inputs, level),
    )
