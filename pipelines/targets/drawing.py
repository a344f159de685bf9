"""How every picture is laid out and drawn, as SVG text.

Every measure of the layout is given, none is taken from the fonts of the machine, so that a
picture is the same wherever it is drawn. Nothing is fetched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from pipelines.pages.drawing import rendered
from pipelines.pages.palette import COLOURS
from pipelines.targets.figures import width

TEXT = 13
"""Size of labels and headings."""

_LABEL_WIDTH = 34


@dataclass(frozen=True)
class Layout:
    """Where the texts of a picture's rows stand, in pixels.

    Attributes:
        width: of the whole picture.
        labels: room for labels left of the plot; without it they stand above the bars.
        numbers: room for numbers right of it; without it they stand above, too.
        row: height of a row.
        raised: how far above the middle of its row a text stands.
    """

    width: int
    labels: int
    numbers: int
    row: int
    raised: int

    @property
    def plot(self) -> int:
        """Width of the plot."""
        return self.width - self.labels - self.numbers


WIDE = Layout(width=812, labels=230, numbers=150, row=26, raised=0)
"""As wide as the text of a dossier on a screen and on paper."""

NARROW = Layout(width=362, labels=0, numbers=0, row=44, raised=17)
"""As wide as a telephone."""

LAYOUTS: Mapping[str, Layout] = {"wide": WIDE, "narrow": NARROW}
"""Every picture is drawn once for each; the style sheet shows the one that fits."""


def with_margins(layers: Any, rows: int, layout: Layout) -> str:  # noqa: ANN401 - altair
    """A picture of so many rows with room for labels and numbers in fixed margins."""
    padding = {"left": layout.labels, "right": layout.numbers, "top": 4, "bottom": 4}
    plot = layers.properties(width=layout.plot, height=rows * layout.row)
    return rendered(plot.properties(autosize="none", padding=padding))


def margins(chart: Any, y: Any, layout: Layout) -> list[Any]:  # noqa: ANN401 - altair
    """The texts of a row: `label` at the left edge of the picture, `number` at the right."""
    import altair as alt

    text = {"fontSize": TEXT, "baseline": "middle", "dy": -layout.raised}
    return [
        chart.mark_text(align="left", color=COLOURS["ink"], **text).encode(
            x=alt.value(-layout.labels), y=y, text="label:N"
        ),
        chart.mark_text(align="right", color=COLOURS["soft"], **text).encode(
            x=alt.value(layout.plot + layout.numbers), y=y, text="number:N"
        ),
    ]


def short(text: str) -> str:
    """As much of `text` as fits beside the plot; Chinese characters are two wide."""
    ends = accumulate(width(sign) for sign in text)
    if width(text) <= _LABEL_WIDTH:
        return text
    fitting = sum(end < _LABEL_WIDTH for end in ends)
    return f"{text[:fitting]}…"
