"""The third picture of a dossier: its months, and when they changed level."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import polars as pl

from features.windows import shift, trailing
from pipelines.pages.drawing import rendered
from pipelines.pages.palette import COLOURS
from pipelines.targets.drawing import TEXT, WIDE, Layout
from pipelines.targets.figures import quantity
from pipelines.targets.terms import Terms
from pipelines.targets.wording import words

WINDOW = 12
"""Months in which a change of level is looked for."""

_AXIS = 44
_FEN_PER_YUAN, _FEN_PER_10000 = 100, 1_000_000

_PANELS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "encounters": (("encounters", "core"),),
    "medfee": (("medfee", "band"), ("fund", "lowers")),
    "cost": (("cost", "core"),),
    "hits": (("hits", "raises"),),
}
"""The panels from the top down: what each shows, one behind the other, and in which colour."""

_MEASURED_IN = {"encounters": "encounters", "fund": "medfee", "cost": "cost"}
"""The panel in which the change of a measure is marked."""

_UNITS = {"encounters": "count", "fund": "yuan", "cost": "yuan"}
_MONTHLY = {
    "encounters": pl.col("encounters"),
    "fund": pl.col("fund_fen") / _FEN_PER_YUAN,
    "cost": pl.col("medfee_fen") / pl.col("encounters") / _FEN_PER_YUAN,
}


def course(months: pl.DataFrame, changes: pl.DataFrame, terms: Terms, layout: Layout = WIDE) -> str:
    """Encounters, fees, mean cost and hits month by month, one panel below the other.

    Args:
        months: `month, encounters, medfee_fen, fund_fen, hits` of one entity, in order; a month
            that is not there is a gap.
        changes: its changes of level (`features.change.CHANGE`), marked at their first month.
        terms: words.
        layout: how wide.
    """
    import altair as alt

    rows = _rows(months)
    every = 3 if layout.labels else 6
    marked = [row["month"] for row in reversed(rows)][::every]
    width = layout.width - _AXIS - 16
    panels = [
        _panel(rows, name, _marks(changes, name), terms).encode(
            x=alt.X("month:O", axis=_month_axis(marked, shown=name == "hits"))
        )
        for name in _PANELS
    ]
    sized = [panel.properties(width=width, height=64) for panel in panels]
    return rendered(alt.vconcat(*sized, spacing=6))


def changes_told(
    months: pl.DataFrame, changes: pl.DataFrame, month: str, terms: Terms
) -> list[str]:
    """Each change of level in words: since when, and the medians on either side of it."""
    window = months.filter(pl.col("month") > shift(month, -WINDOW))
    return [_change_told(window, change, terms) for change in changes.iter_rows(named=True)]


def _change_told(window: pl.DataFrame, change: Mapping[str, Any], terms: Terms) -> str:
    measure, later = change["measure"], pl.col("month") >= change["month"]
    before, after = (
        window.filter(side).select(_MONTHLY[measure]).to_series().drop_nulls().to_list()
        for side in (~later, later)
    )
    written = [
        quantity(median(side) if side else None, _UNITS[measure], words(terms.lang))
        for side in (before, after)
    ]
    return terms["changed"].format(
        month=change["month"], what=terms[f"changed_{measure}"], before=written[0], after=written[1]
    )


def _rows(months: pl.DataFrame) -> list[dict[str, Any]]:
    first, last = months["month"].min(), str(months["month"].max())
    every = [month for month in trailing(last, 24) if month >= str(first)]
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


def _panel(rows: Sequence[Mapping[str, Any]], name: str, marks: Sequence[str], terms: Terms) -> Any:  # noqa: ANN401 - altair
    import altair as alt

    chart = alt.Chart(alt.InlineData(values=list(rows)))
    reach = max((row[column] or 0 for row in rows for column, _ in _PANELS[name]), default=0)
    # Room above the bars for the months of changes.
    scale = alt.Scale(domain=[0, (1.3 if marks else 1.0) * reach or 1])
    bars = [
        chart.mark_bar(color=COLOURS[colour], width={"band": 0.8}).encode(
            y=alt.Y(f"{column}:Q", axis=_amount_axis(), scale=scale)
        )
        for column, colour in _PANELS[name]
    ]
    heading = alt.TitleParams(terms[name], anchor="start", fontSize=TEXT, fontWeight="normal")
    return alt.layer(*bars, *_changes(marks)).properties(title=heading)


def _changes(marks: Sequence[str]) -> list[Any]:
    import altair as alt

    if not marks:
        return []
    chart = alt.Chart(alt.InlineData(values=[{"month": month} for month in marks]))
    text = chart.mark_text(align="right", dx=-3, fontSize=12, color=COLOURS["ink"])
    return [
        chart.mark_rule(strokeDash=[4, 3], strokeWidth=1.5, color=COLOURS["ink"]),
        text.encode(y=alt.value(6), text="month:N"),
    ]


def _month_axis(marked: Sequence[str], *, shown: bool) -> Any:  # noqa: ANN401 - altair
    import altair as alt

    return alt.Axis(
        title=None,
        values=list(marked),
        labels=shown,
        labelAngle=0,
        labelFontSize=12,
        ticks=shown,
        grid=False,
        minExtent=18,
        maxExtent=18,
        labelOverlap=False,
    )


def _amount_axis() -> Any:  # noqa: ANN401 - altair
    import altair as alt

    return alt.Axis(
        title=None, tickCount=3, format=",~r", labelFontSize=12, minExtent=_AXIS, maxExtent=_AXIS
    )
