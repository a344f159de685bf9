"""Two pictures of a dossier: how its score is made up, and where it stands among its peers."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from models.causes import SIZE_AND_MIX
from pipelines.pages.figures import fixed, signed
from pipelines.pages.palette import COLOURS
from pipelines.targets.drawing import WIDE, Layout, margins, short, with_margins
from pipelines.targets.terms import Terms

SHOWN = 8
"""Rows that a waterfall and the strips show; a waterfall sums up the rest in one more."""

Rows = list[dict[str, Any]]


def waterfall(
    causes: pl.DataFrame, base: float, score: float, terms: Terms, layout: Layout = WIDE
) -> str:
    """From the base at the bottom over the contributions to the score at the top.

    Args:
        causes: what `models.causes` makes of one entity's reasons, the largest contribution first.
        base: the model's base score.
        score: base + the sum of all contributions.
        terms: words, labels and units.
        layout: how wide.
    """
    rows = steps(causes, base, score, terms)
    reach = [row[end] for row in rows for end in ("from", "to")]
    margin = 0.02 * ((max(reach) - min(reach)) or 1)
    domain = [min(reach) - margin, max(reach) + margin]
    return with_margins(_bars(rows, domain, base, layout), len(rows), layout)


def steps(causes: pl.DataFrame, base: float, score: float, terms: Terms) -> Rows:
    """The rows of a waterfall from the top down, whose written numbers add up to the score.

    What rounding leaves over is written with the small contributions that are summed up, and
    where there are none, in a row of its own.
    """
    rest = causes.slice(SHOWN)
    shares = [
        (_named(cause, terms), cause["contribution"])
        for cause in causes.head(SHOWN).iter_rows(named=True)
    ]
    left = _thousandths(score) - sum(_thousandths(one) for one in (base, *(s for _, s in shares)))
    rows, top = [], score
    for text, share in shares:
        rows.append(_step(text, top - share, share, _thousandths(share)))
        top -= share
    if rest.height or left:
        text = terms["others"].format(n=rest.height) if rest.height else terms["rounding"]
        rows.append(_step(text, base, top - base, left))
    return [_total_row(terms["score"], score), *rows, _total_row(terms["base"], base)]


def sum_told(rows: Rows) -> str:
    """The rows of a waterfall as a sum, from the base to the score."""
    score, *parts, base = (row["number"] for row in rows)
    terms = [f"{part[0]} {part[1:]}" for part in reversed(parts) if part != "0"]
    return " ".join([base, *terms, "=", score])


def _thousandths(value: float) -> int:
    return round(1000 * value)


def _named(cause: Mapping[str, Any], terms: Terms) -> str:
    """The member that speaks the loudest, and how many others are summed up with it."""
    if cause["cause"] == SIZE_AND_MIX:
        return terms.cause(SIZE_AND_MIX)
    told = (
        f"{short(terms.label(cause['feature']))}  {terms.value(cause['feature'], cause['value'])}"
    )
    others = len(cause["members"])
    return told + (terms["and_more"].format(n=others + 1) if others else "")


def _step(text: str, start: float, share: float, thousandths: int) -> dict[str, Any]:
    return {
        "label": text,
        "from": start,
        "to": start + share,
        "number": signed(thousandths / 1000, 3),
        "colour": COLOURS["raises" if share > 0 else "lowers"],
    }


def _total_row(text: str, value: float) -> dict[str, Any]:
    return {
        "label": text,
        "from": value,
        "to": value,
        "number": fixed(value, 3).replace("-", "−"),
        "colour": COLOURS["ink"],
    }


def _bars(rows: Rows, domain: Sequence[float], base: float, layout: Layout) -> Any:  # noqa: ANN401 - altair
    import altair as alt

    for place, row in enumerate(rows):
        row["place"] = place
    x_scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    chart = alt.Chart(alt.InlineData(values=rows))
    y = alt.Y("place:O", axis=None)
    bars = chart.mark_bar(height=14).encode(
        x=alt.X("from:Q", axis=None, scale=x_scale),
        x2="to:Q",
        y=y,
        color=alt.Color("colour:N", scale=None),
    )
    ticks = chart.mark_tick(thickness=3, size=18, color=COLOURS["ink"]).encode(
        x=alt.X("to:Q", axis=None), y=y
    )
    ticks = ticks.transform_filter("datum.from == datum.to")
    start = (
        alt.Chart(alt.InlineData(values=[{"base": base}]))
        .mark_rule(strokeDash=[2, 3], color=COLOURS["soft"])
        .encode(x=alt.X("base:Q", axis=None))
    )
    return alt.layer(start, bars, ticks, *margins(chart, y, layout))


def peers_strips(measures: pl.DataFrame, terms: Terms, layout: Layout = WIDE) -> str:
    """This entity in the distribution of its peers, a strip per feature.

    Args:
        measures: rows of `Dossier.measures` to show; those without peers are left out.
        terms: words, labels and units.
        layout: how wide.
    """
    known = measures.filter(pl.all_horizontal(pl.col(_DISTRIBUTION).is_not_null())).head(SHOWN)
    rows = [_strip(row, terms) for row in known.iter_rows(named=True)]
    return with_margins(_strips(rows, layout), max(len(rows), 1), layout)


_DISTRIBUTION = ("p10", "p25", "median", "p75", "p90")


def _strip(row: Mapping[str, Any], terms: Terms) -> dict[str, Any]:
    """One feature on a scale of its own, from 0 to 1."""
    points = {name: row[name] for name in (*_DISTRIBUTION, "value")}
    low, high = min(points.values()), max(points.values())
    span = (high - low) or 1
    return {name: (point - low) / span for name, point in points.items()} | {
        "label": short(terms.label(row["feature"])),
        "number": f"{terms.value(row['feature'], row['value'])}  (z {signed(row['robust_z'], 1)})",
    }


def _strips(rows: Rows, layout: Layout) -> Any:  # noqa: ANN401 - altair
    import altair as alt

    for place, row in enumerate(rows):
        row["place"] = place
    chart = alt.Chart(alt.InlineData(values=rows))
    y = alt.Y("place:O", axis=None)
    scale = alt.Scale(domain=[-0.03, 1.03], nice=False)

    def band(left: str, right: str, height: int, colour: str) -> Any:  # noqa: ANN401 - altair
        return chart.mark_bar(height=height, color=COLOURS[colour]).encode(
            x=alt.X(f"{left}:Q", axis=None, scale=scale), x2=f"{right}:Q", y=y
        )

    median = chart.mark_tick(thickness=2, size=16, color=COLOURS["ink"]).encode(
        x=alt.X("median:Q", axis=None), y=y
    )
    here = chart.mark_point(
        shape="diamond", size=90, filled=True, opacity=1, color=COLOURS["raises"], stroke="white"
    ).encode(x=alt.X("value:Q", axis=None), y=y)
    return alt.layer(
        band("p10", "p90", 8, "band"),
        band("p25", "p75", 8, "core"),
        median,
        here,
        *margins(chart, y, layout),
    )
