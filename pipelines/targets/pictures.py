"""The pictures of a dossier, each for a wide and for a narrow reader."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from pipelines.targets.calendar import Calendar, calendar
from pipelines.targets.charts import peers_strips, steps, sum_told, waterfall
from pipelines.targets.course import changes_told, course
from pipelines.targets.dossier import Dossier
from pipelines.targets.drawing import LAYOUTS, Layout
from pipelines.targets.maps import Map, partner_map, ring_map
from pipelines.targets.terms import Terms


@dataclass(frozen=True)
class Pictures:
    """What a dossier shows; None or nothing where there is no data for it.

    Attributes:
        waterfall: how the score is made up, by layout.
        sum: the same in numbers that add up.
        strips: where it stands among its peers, by layout.
        course: its months, by layout.
        changes: when they changed level, in words.
        calendar: its stays.
        partners: with whom it has patients in common.
        rings: its rings of persons, the costliest first.
    """

    waterfall: dict[str, Markup] | None
    sum: str | None
    strips: dict[str, Markup] | None
    course: dict[str, Markup] | None
    changes: list[str]
    calendar: Calendar | None
    partners: Map | None
    rings: list[Map]


def pictures(dossier: Dossier, month: str, terms: Terms) -> Pictures:
    """The pictures for which there is data."""
    base, score, causes = dossier.base, dossier.target["score"], dossier.causes
    scored = base is not None and score is not None and causes.height > 0
    peers = dossier.measures["median"].is_not_null().any()
    months, changes = dossier.course, dossier.closer.changes
    return Pictures(
        waterfall=_drawn(lambda layout: waterfall(causes, base or 0, score, terms, layout))
        if scored
        else None,
        sum=sum_told(steps(causes, base or 0, score, terms)) if scored else None,
        strips=_drawn(lambda layout: peers_strips(dossier.measures, terms, layout))
        if peers
        else None,
        course=_drawn(lambda layout: course(months, changes, terms, layout))
        if months.height
        else None,
        changes=changes_told(months, changes, month, terms),
        calendar=calendar(dossier.closer.stays, month, who_lies(dossier.level)),
        partners=partner_map(
            dossier.target["entity_id"], dossier.closer.common, dossier.closer.beside["entity_id"]
        ),
        rings=_rings(dossier),
    )


def who_lies(level: str) -> str:
    """The column that a calendar of `level` tells stays by: the patient, of a patient the house."""
    return "fixmedins_code" if level == "patient" else "psn_no"


def _rings(dossier: Dossier) -> list[Map]:
    entity = dossier.target["entity_id"]
    drawn = (ring_map(entity, ring, dossier.closer.ties) for ring in dossier.rings.to_dicts())
    return [each for each in drawn if each is not None]


def _drawn(draw: Callable[[Layout], str]) -> dict[str, Markup]:
    return {name: _inline(draw(layout)) for name, layout in LAYOUTS.items()}


def _inline(svg: str) -> Markup:
    """An SVG for use inside a page, where it needs no namespaces."""
    for namespace in (
        ' xmlns="http://www.w3.org/2000/svg"',
        ' xmlns:xlink="http://www.w3.org/1999/xlink"',
    ):
        svg = svg.replace(namespace, "")
    return Markup(svg)  # noqa: S704 - drawn by us; the texts in it are escaped
