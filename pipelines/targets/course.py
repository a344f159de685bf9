"""The third picture of a dossier: its months."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from pipelines.pages.drawing import rendered
from pipelines.pages.palette import COLOURS
from pipelines.targets.drawing import TEXT, WIDTH
from pipelines.targets.terms import Terms


def course(months: pl.DataFrame, terms: Terms) -> str:
    """Encounters, fees and hits month by month, one panel below the other.

    Args:
        months: `month, encounters, medfee_fen, fund_fen, hits` of one entity, in order.
        terms: words.
    """
    import altair as alt

    rows = months.select(
        "month",
        "encounters",
        "hits",
        medfee=pl.col("medfee_fen") / 1_000_000,
        fund=pl.col("fund_fen") / 1_000_000,
    ).to_dicts()
    marked = [row["month"] for place, row in enumerate(reversed(rows)) if place % 3 == 0]
    chart = alt.Chart(alt.InlineData(values=rows))

    def panel(title: str, *columns: tuple[str, str], last: bool = False) -> Any:  # noqa: ANN401
        x = alt.X("month:O", axis=_month_axis(marked, shown=last))
        layers = [
            chart.mark_bar(color=COLOURS[colour], size=16).encode(
                x=x, y=alt.Y(f"{column}:Q", axis=_amount_axis(), scale=alt.Scale(zero=True))
            )
            for column, colour in columns
        ]
        heading = alt.TitleParams(title, anchor="start", fontSize=TEXT, fontWeight="normal")
        return alt.layer(*layers).properties(width=WIDTH - 60, height=64, title=heading)

    panels = alt.vconcat(
        panel(terms["encounters"], ("encounters", "core")),
        panel(terms["medfee"], ("medfee", "band"), ("fund", "lowers")),
        panel(terms["hits"], ("hits", "raises"), last=True),
        spacing=6,
    )
    return rendered(panels)


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
        title=None, tickCount=3, format=",~r", labelFontSize=12, minExtent=44, maxExtent=44
    )
