"""The pictures of looking back and keeping watch."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from models.comparison import ALL, SIZE
from models.hindsight import LAST, MODEL, RANDOM, RANKINGS, RULES
from pipelines.pages.drawing import rendered
from pipelines.pages.palette import COLOURS

WIDTH = 340
"""Width of a small picture; two stand beside each other."""

HEIGHT = 170

RANKING_COLOURS = {
    MODEL: COLOURS["raises"],
    SIZE: COLOURS["core"],
    RULES: COLOURS["accent"],
    LAST: COLOURS["yellow"],
    RANDOM: COLOURS["line"],
}
"""The same in every picture."""

_DASHES = {MODEL: [1, 0], SIZE: [6, 3], RULES: [1, 0], LAST: [2, 2], RANDOM: [1, 0]}
"""Lines are told apart without colour, too."""

Words = Mapping[str, str]


def course(figures: pl.DataFrame, figure: str, form: str) -> str:
    """One figure of every ranking, month by month; a month without it is a gap.

    Args:
        figures: what `models.hindsight.figures` returns.
        figure: the column.
        form: how its numbers are written, in the language of d3-format.
    """
    import altair as alt

    known = figures.filter(pl.col("month") != ALL, pl.col(figure).is_not_null())
    rows = known.select("month", "ranking", number=figure).to_dicts()
    lines = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point={"size": 36, "filled": True}, strokeWidth=2)
        .encode(
            x=alt.X("month:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("number:Q", title=None, axis=alt.Axis(format=form, **_ticks(form))),
            color=alt.Color("ranking:N", scale=_scale(RANKING_COLOURS), legend=None),
            strokeDash=alt.StrokeDash("ranking:N", scale=_scale(_DASHES), legend=None),
            order=alt.Order("month:O"),
        )
    )
    return rendered(lines.properties(width=WIDTH, height=HEIGHT))


def bounds(overall: pl.DataFrame, words: Words) -> str:
    """Precision of each list: from all others clean to all others guilty, and like the inspected.

    Args:
        overall: the figures of all months together.
        words: of the page.
    """
    import altair as alt

    rows = [
        {**row, "name": words[row["ranking"]], "colour": RANKING_COLOURS[row["ranking"]]}
        for row in overall.select("ranking", *_PRECISIONS).iter_rows(named=True)
    ]
    chart = alt.Chart(alt.InlineData(values=rows))
    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=160, labelFontSize=12))
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(format=".0%", tickCount=5)
    span = chart.mark_rule(strokeWidth=6, opacity=0.35).encode(
        x=alt.X("precision_least:Q", scale=scale, title=None, axis=axis),
        x2="precision_most:Q",
        y=y,
        color=alt.Color("colour:N", scale=None),
    )
    marks = [
        chart.transform_filter(f"isValid(datum.{name})")
        .mark_point(shape=shape, size=70, filled=filled, opacity=1, color=COLOURS["ink"])
        .encode(x=alt.X(f"{name}:Q", scale=scale), y=y)
        for name, shape, filled in (
            ("precision_inspected", "diamond", True),
            ("precision_weighted", "circle", False),
        )
    ]
    return rendered(alt.layer(span, *marks).properties(width=WIDTH, height=26 * max(1, len(rows))))


_PRECISIONS = ("precision_least", "precision_inspected", "precision_most", "precision_weighted")


def delay(known: pl.DataFrame) -> str:
    """What the lists had found so many months after they were made."""
    import altair as alt

    rows = known.to_dicts()
    steps = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(interpolate="step-after", point={"filled": True}, strokeWidth=2)
        .encode(
            x=alt.X("months_after:Q", title=None, axis=alt.Axis(format="d", **_ticks("d"))),
            y=alt.Y("found:Q", title=None, axis=alt.Axis(**_ticks("d"))),
            color=alt.value(COLOURS["raises"]),
        )
    )
    return rendered(steps.properties(width=WIDTH, height=HEIGHT))


def ranges(rows: Sequence[Mapping[str, Any]]) -> str:
    """Distances of what moved most, everywhere (bar) and in the area that moved most (point).

    Args:
        rows: `label`, `everywhere`, `most` (0..1) and whether it is an alert (`alert`), in order.
    """
    import altair as alt

    values = [
        {**row, "place": place, "colour": COLOURS["raises" if row["alert"] else "core"]}
        for place, row in enumerate(rows)
    ]
    chart = alt.Chart(alt.InlineData(values=values))
    labels = alt.Axis(labelLimit=320, labelFontSize=12, labelExpr=_label_expression(rows))
    y = alt.Y("place:O", title=None, axis=labels)
    reach = max([_LEAST_REACH, *(row["most"] for row in rows)])
    scale = alt.Scale(domain=[0, reach], nice=True)
    colour = alt.Color("colour:N", scale=None)
    bars = chart.mark_bar(height=10).encode(
        x=alt.X("everywhere:Q", scale=scale, title=None), y=y, color=colour
    )
    points = chart.mark_point(shape="diamond", size=60, filled=True, opacity=1).encode(
        x=alt.X("most:Q", scale=scale), y=y, color=colour
    )
    return rendered(alt.layer(bars, points).properties(width=430, height=24 * max(1, len(values))))


_LEAST_REACH = 0.2
"""A picture never magnifies distances that are smaller than this."""


def _ticks(form: str) -> dict[str, Any]:
    """Counts have whole ticks only."""
    return {"tickMinStep": 1, "tickCount": 5} if form in ("d", "~g") else {"tickCount": 5}


def _label_expression(rows: Sequence[Mapping[str, Any]]) -> str:
    """The name of each place; names may repeat, so places are what is sorted by."""
    import json

    return f"{json.dumps([row['label'] for row in rows], ensure_ascii=False)}[datum.value]"


def _scale(of: Mapping[str, Any]) -> Any:  # noqa: ANN401 - altair
    import altair as alt

    return alt.Scale(domain=list(RANKINGS), range=[of[name] for name in RANKINGS])
