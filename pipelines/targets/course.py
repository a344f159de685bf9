"""The third picture of a dossier: its months, and when they changed level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10
from statistics import median
from typing import Any

import polars as pl

from features.windows import shift, trailing
from pipelines.targets.drawing import WIDE, Layout, svg
from pipelines.targets.figures import quantity
from pipelines.targets.terms import Terms

MONTHS = 24
"""Months that a course shows."""

WINDOW = 12
"""Months in which a change of level is looked for."""

_LEFT, _HEAD, _PANEL, _FOOT = 50, 32, 62, 22
"""Room for the numbers of an axis, the title of a panel, the panel, and the months below."""

_FEN_PER_YUAN, _FEN_PER_10000 = 100, 1_000_000

_PANELS: Mapping[str, Mapping[str, str]] = {
    "encounters": {"encounters": "core"},
    "medfee": {"medfee": "band", "fund": "lowers"},
    "cost": {"cost": "core"},
    "hits": {"hits": "raises"},
}
"""The panels from the top down: what each shows, one before the other, and in which colour."""

_MEASURED_IN = {"encounters": "encounters", "fund": "medfee", "cost": "cost"}
"""The panel in which the change of a measure is marked."""

_UNITS = {"encounters": "count", "fund": "yuan", "cost": "yuan"}
_MONTHLY = {
    "encounters": pl.col("encounters"),
    "fund": pl.col("fund_fen") / _FEN_PER_YUAN,
    "cost": pl.col("medfee_fen") / pl.col("encounters") / _FEN_PER_YUAN,
}


@dataclass(frozen=True)
class Panel:
    """One panel: its title, and what stands at which pixels."""

    title: str
    top: int
    ticks: Sequence[tuple[float, str]]
    bars: Sequence[tuple[float, float, float, str]]
    changes: Sequence[tuple[float, str]]

    @property
    def bottom(self) -> int:
        """Where its bars stand."""
        return self.top + _PANEL


@dataclass(frozen=True)
class Course:
    """The whole picture."""

    width: int
    bar: float
    months: Sequence[tuple[float, str]]
    panels: Sequence[Panel]
    left: int = _LEFT

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return len(self.panels) * (_HEAD + _PANEL) + _FOOT


def course(months: pl.DataFrame, changes: pl.DataFrame, terms: Terms, layout: Layout = WIDE) -> str:
    """Encounters, fees, mean cost and hits month by month, one panel below the other.

    Args:
        months: `month, encounters, medfee_fen, fund_fen, hits` of one entity, in order; a month
            that is not there is a gap.
        changes: its changes of level (`features.change.CHANGE`), marked at their first month.
        terms: words.
        layout: how wide.
    """
    rows = _rows(months)
    step = (layout.width - _LEFT) / len(rows)
    places = {row["month"]: round(_LEFT + step * n, 1) for n, row in enumerate(rows)}
    last, every = (2, 3) if layout.labels else (3, 6)
    named = list(places)[-last::-every]
    panels = [
        _panel(n, name, rows, places, _marks(changes, name), terms)
        for n, name in enumerate(_PANELS)
    ]
    middles = [(round(places[month] + 0.4 * step, 1), month) for month in named]
    return svg("course.svg.j2", course=Course(layout.width, round(0.8 * step, 1), middles, panels))


def _rows(months: pl.DataFrame) -> list[dict[str, Any]]:
    first, last = str(months["month"].min()), str(months["month"].max())
    every = [month for month in trailing(last, MONTHS) if month >= first]
    return (
        pl.DataFrame({"month": every})
        .join(months, on="month", how="left", maintain_order="left")
        .select(
            "month",
            "encounters",
            "hits",
            medfee=pl.col("medfee_fen") / _FEN_PER_10000,
            fund=pl.col("fund_fen") / _FEN_PER_10000,
            cost=_MONTHLY["cost"],
        )
        .to_dicts()
    )


def _marks(changes: pl.DataFrame, panel: str) -> list[str]:
    here = [measure for measure, name in _MEASURED_IN.items() if name == panel]
    return changes.filter(pl.col("measure").is_in(here))["month"].unique().sort().to_list()


def _panel(
    place: int,
    name: str,
    rows: Sequence[Mapping[str, Any]],
    places: Mapping[str, float],
    marks: Sequence[str],
    terms: Terms,
) -> Panel:
    top = place * (_HEAD + _PANEL) + _HEAD
    values = [row[column] or 0 for row in rows for column in _PANELS[name]]
    step = _tick(max(values))
    # Room above the bars for the months of changes.
    reach = max(*values, step) * (1.3 if marks else 1.05)

    def high(value: float) -> float:
        return round(_PANEL * value / reach, 1)

    return Panel(
        title=terms[name],
        top=top,
        ticks=[(top + _PANEL - high(n * step), f"{n * step:,g}") for n in range(_ticks(values))],
        bars=[
            (places[row["month"]], top + _PANEL - high(row[column]), high(row[column]), colour)
            for row in rows
            for column, colour in _PANELS[name].items()
            if row[column]
        ],
        changes=[(places[month], month) for month in marks if month in places],
    )


def _tick(most: float) -> float:
    """The step of an axis: 1, 2 or 5 times a power of ten, two or three of them to the top."""
    if most <= 0:
        return 1
    power = 10.0 ** floor(log10(most))
    share = most / power
    return power * next(
        step for least, step in ((4, 2), (2, 1), (1, 0.5), (0, 0.2)) if share >= least
    )


def _ticks(values: Sequence[float]) -> int:
    return floor(max(values) / _tick(max(values))) + 1


def changes_told(
    months: pl.DataFrame, changes: pl.DataFrame, month: str, terms: Terms
) -> list[str]:
    """Each change of level in words: since when, and the medians on either side of it."""
    window = months.filter(pl.col("month") > shift(month, -WINDOW))
    return [_change_told(window, change, terms) for change in changes.iter_rows(named=True)]


def _change_told(window: pl.DataFrame, change: Mapping[str, Any], terms: Terms) -> str:
    measure, later = change["measure"], pl.col("month") >= change["month"]
    before, after = (
        _median(window.filter(side).select(_MONTHLY[measure]).to_series(), measure, terms)
        for side in (~later, later)
    )
    return terms["changed"].format(
        month=change["month"], what=terms[f"changed_{measure}"], before=before, after=after
    )


def _median(values: pl.Series, measure: str, terms: Terms) -> str:
    known = values.drop_nulls().to_list()
    return quantity(median(known) if known else None, _UNITS[measure], terms.lang)
