"""The list as a web page that needs no server, no network and no other file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.targets.alerts import raised_by
from pipelines.targets.choose import Choice
from pipelines.targets.dossier import page_path
from pipelines.targets.facts import at_site
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.lead import TIERS
from pipelines.targets.overview import (
    draw_told,
    funnel_counts,
    modes_of,
    pinned,
    unavailable_told,
)
from pipelines.targets.rendering import render
from pipelines.targets.rings import rings_by
from pipelines.targets.terms import Terms, general_terms, split, terms_of

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


_SOURCES = {"model": "by_model", "tips": "by_tips", "history": "by_history"}
"""The sources of a lead, and the words that a list is narrowed down by."""


@dataclass(frozen=True)
class Section:
    """One level of the list page."""

    level: str
    rows: Sequence[Mapping[str, Any]]
    draw_told: str
    coverage: Sequence[Mapping[str, Any]]
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
    terms = general_terms(inputs)
    sections = [_section(inputs, level, choices[level], raising[level]) for level in choices]
    return render(
        "targets.html.j2",
        script="targets.js",
        terms=terms,
        month=inputs.month,
        funnel=funnel_counts(inputs, choices),
        sections=sections,
        filters=_filters(sections, modes_of(choices), terms),
        columns=_COLUMNS,
        tiers=TIERS,
        modes=modes_of(choices),
        pinned=pinned(inputs),
        mark=inputs.mark,
    )


Filter = tuple[str, str, str, list[tuple[str, str]]]
"""What a list can be narrowed down by: name, label, the word for all, values and their words."""


def _filters(sections: Sequence[Section], modes: Sequence[str], terms: Terms) -> list[Filter]:
    rows = [row for section in sections for row in section.rows]
    areas = sorted({row["area"] for row in rows if row["area"]})
    levels = [(section.level, terms[section.level]) for section in sections]
    found = {kind for row in rows for kind in row["source_kinds"]}
    sources = [(kind, terms[word]) for kind, word in _SOURCES.items() if kind in found]
    return [
        ("level", terms["level"], terms["all_levels"], levels),
        ("area", terms["area"], terms["all_areas"], [(area, area) for area in areas]),
        ("tier", terms["risk_tier"], terms["all_tiers"], [(one, terms[one]) for one in TIERS]),
        ("mode", terms["mode"], terms["all_modes"], [(mode, terms[mode]) for mode in modes]),
        ("source", terms["sources"], terms["all_sources"], sources),
    ]


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
            | {"sources": terms.sources(row), "source_kinds": split(row["sources"])}
            | {"page": page_path(level, entity), "site": at_site(row)}
            | {"alerts": alerts.get(entity, ()), "rings": rings.get(entity, ())}
            for entity, row in zip(rows["entity_id"], rows.to_dicts(), strict=True)
        ],
        draw_told=draw_told(choice, inputs, level),
        coverage=[row | {"quota": terms.quota(row["quota"])} for row in choice.coverage.to_dicts()],
        excluded=choice.excluded.to_dicts(),
        unavailable=unavailable_told(inputs, level),
    )
