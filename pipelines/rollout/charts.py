"""Two pictures of a comparison: what each month would have found, and where the models differ."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from models.comparison import ALL, CHALLENGER, CHAMPION, RANKINGS, SIZE
from pipelines.pages.drawing import rendered
from pipelines.pages.palette import COLOURS

WIDTH = 760
HEIGHT = 190
ROW = 24
_LABELS = 250

RANKING_COLOURS = {
    CHALLENGER: COLOURS["raises"],
    CHAMPION: COLOURS["accent"],
    SIZE: COLOURS["core"],
}
"""The same in every picture."""

Words = Mapping[str, str]


def by_month(figures: pl.DataFrame, words: Words) -> str:
    """Average precision of every ranking, month by month; a month without any has a gap."""
    import altair as alt

    known = figures.filter(pl.col("month") != ALL, pl.col("average_precision").is_not_null())
    rows = known.select(
        "month",
        pl.col("ranking").replace({name: words[name] for name in RANKINGS}),
        pl.col("average_precision").alias("figure"),
    ).to_dicts()
    colours = alt.Scale(
        domain=[words[name] for name in RANKINGS], range=[RANKING_COLOURS[n] for n in RANKINGS]
    )
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point={"size": 55, "filled": True}, strokeWidth=2)
        .encode(
            x=alt.X("month:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("figure:Q", title=None, scale=alt.Scale(domain=[0, 1])),
            color=alt.Color("ranking:N", scale=colours, legend=alt.Legend(title=None)),
            strokeDash=alt.condition(
                f"datum.ranking == '{words[SIZE]}'", alt.value([3, 3]), alt.value([1, 0])
            ),
        )
    )
    return rendered(chart.properties(width=WIDTH - 190, height=HEIGHT))


def forest(differences: pl.DataFrame, words: Words, margin: float) -> str:
    """Challenger less champion with its interval: of all, and of each group among its own.

    Args:
        differences: what `models.differences.differences` returns.
        words: of the page.
        margin: from here on worse is too much; drawn as a line.
    """
    known = differences.filter(pl.col("low").is_not_null(), pl.col("figure") == "average_precision")
    rows = [_row(place, row, words) for place, row in enumerate(known.iter_rows(named=True))]
    layers = _layers(rows, margin)
    padding = {"left": _LABELS, "right": 130, "top": 6, "bottom": 34}
    return rendered(
        layers.properties(
            width=WIDTH - _LABELS - 130,
            height=max(1, len(rows)) * ROW,
            autosize="none",
            padding=padding,
        )
    )


def _row(place: int, row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    whole = row["dimension"] == ALL
    name = words["all"] if whole else f"{words[row['dimension']]} {row['value']}"
    worse, better = row["high"] < 0, row["low"] > 0
    return {
        "place": place,
        "label": f"{name}  ({row['n']:,})",
        "estimate": row["estimate"],
        "low": row["low"],
        "high": row["high"],
        "number": f"{row['estimate']:+.3f}".replace("-", "−"),
        "colour": COLOURS["raises" if worse else "lowers" if better else "soft"],
    }


def _layers(rows: list[dict[str, Any]], margin: float) -> Any:  # noqa: ANN401 - altair
    import altair as alt

    chart = alt.Chart(alt.InlineData(values=rows))
    y = alt.Y("place:O", axis=None)
    reach = [abs(row[end]) for row in rows for end in ("low", "high")]
    most = 1.05 * max([*reach, margin])
    scale = alt.Scale(domain=[-most, most], nice=False)
    x = alt.X("low:Q", scale=scale, axis=alt.Axis(title=None, grid=True, tickCount=7))
    plain = alt.X("estimate:Q", scale=scale)
    colour = alt.Color("colour:N", scale=None)
    lines = alt.Chart(
        alt.InlineData(
            values=[{"at": 0.0, "c": COLOURS["ink"]}, {"at": -margin, "c": COLOURS["red"]}]
        )
    ).mark_rule(strokeDash=[3, 3])
    text: dict[str, Any] = {"fontSize": 12, "baseline": "middle"}
    inner = WIDTH - _LABELS - 130
    return alt.layer(
        lines.encode(x=alt.X("at:Q", scale=scale), color=alt.Color("c:N", scale=None)),
        chart.mark_rule(strokeWidth=2).encode(x=x, x2="high:Q", y=y, color=colour),
        chart.mark_point(filled=True, size=60, opacity=1).encode(x=plain, y=y, color=colour),
        chart.mark_text(align="left", color=COLOURS["ink"], **text).encode(
            x=alt.value(-_LABELS), y=y, text="label:N"
        ),
        chart.mark_text(align="right", color=COLOURS["soft"], **text).encode(
            x=alt.value(inner + 120), y=y, text="number:N"
        ),
    )
