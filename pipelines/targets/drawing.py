"""How every picture is laid out and drawn, as SVG text.

Every measure of the layout is given, none is taken from the fonts of the machine, so that a
picture is the same wherever it is drawn. Nothing is fetched.
"""

from itertools import accumulate
from typing import Any

from pipelines.pages.drawing import rendered
from pipelines.pages.palette import COLOURS
from pipelines.targets.figures import width

WIDTH = 812
"""Width of every picture in pixels: that of a dossier's text."""

ROW = 26
"""Height of a row."""

TEXT = 13
"""Size of labels and headings."""

_LABELS = 230
_NUMBERS = 150
_LABEL_WIDTH = 34


def with_margins(layers: Any, height: int) -> str:  # noqa: ANN401 - altair
    """A picture of `height` with room for labels and numbers in fixed margins."""
    padding = {"left": _LABELS, "right": _NUMBERS, "top": 4, "bottom": 4}
    plot = WIDTH - _LABELS - _NUMBERS
    return rendered(layers.properties(width=plot, height=height, autosize="none", padding=padding))


def margins(chart: Any, y: Any) -> list[Any]:  # noqa: ANN401 - altair
    """The texts in the margins: `label` left of the plot and `number` right of it."""
    import altair as alt

    text = {"fontSize": TEXT, "baseline": "middle"}
    return [
        chart.mark_text(align="left", color=COLOURS["ink"], **text).encode(
            x=alt.value(-_LABELS), y=y, text="label:N"
        ),
        chart.mark_text(align="right", color=COLOURS["soft"], **text).encode(
            x=alt.value(WIDTH - _LABELS), y=y, text="number:N"
        ),
    ]


def short(text: str) -> str:
    """As much of `text` as fits beside the plot; Chinese characters are two wide."""
    ends = accumulate(width(sign) for sign in text)
    if width(text) <= _LABEL_WIDTH:
        return text
    fitting = sum(end < _LABEL_WIDTH for end in ends)
    return f"{text[:fitting]}…"
