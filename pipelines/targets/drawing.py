"""How every picture of a dossier is laid out, and its rows drawn, as SVG text.

Every measure of the layout is given, none is taken from the fonts of the machine, so that a
picture is the same wherever it is drawn. Nothing is fetched (decision 022).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from pipelines.pages.rendering import environment
from pipelines.targets.figures import width

TEMPLATES = Path(__file__).parent / "templates"

_LABEL_WIDTH = 38


@dataclass(frozen=True)
class Layout:
    """Where the texts of a picture's rows stand, in pixels.

    Attributes:
        width: of the whole picture.
        labels: room for labels left of the plot; without it they stand above the bars.
        numbers: room for numbers right of it; without it they stand above, too.
        row: height of a row.
        raised: how far above the bars of its row a text stands.
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


WIDE = Layout(width=812, labels=256, numbers=150, row=26, raised=0)
"""As wide as the text of a dossier on a screen and on paper."""

NARROW = Layout(width=362, labels=0, numbers=0, row=42, raised=18)
"""As wide as a telephone."""

LAYOUTS: Mapping[str, Layout] = {"wide": WIDE, "narrow": NARROW}
"""Every picture is drawn once for each; the style sheet shows the one that fits."""


@dataclass(frozen=True)
class Mark:
    """Something in the plot of a row.

    Attributes:
        shape: `bar`, `tick` or `diamond`; the latter two stand at `start`.
        start: where it begins, as a share of the plot's width.
        end: where it ends.
        colour: its role in `pages.palette.COLOURS`.
        height: of a bar, in pixels.
    """

    shape: str
    start: float
    end: float
    colour: str
    height: int = 14


@dataclass(frozen=True)
class Row:
    """A row of a picture: a label, a number, and what is drawn between."""

    label: str
    number: str
    marks: Sequence[Mark]


def rows_picture(rows: Sequence[Row], layout: Layout, rule: float | None = None) -> str:
    """A picture of rows one below the other, with a dashed rule through all of them or without."""
    return svg("rows.svg.j2", rows=rows, layout=layout, rule=rule)


def svg(template: str, **values: object) -> str:
    """A picture as SVG text; what stands in it is escaped."""
    return environment(TEMPLATES).get_template(template).render(**values)


def short(text: str, beside: str = "") -> str:
    """As much of `text` as fits left of the plot, `beside` it included, which is never cut.

    Chinese characters are two wide.
    """
    room = _LABEL_WIDTH - width(beside)
    if width(text) <= room:
        return text + beside
    ends = accumulate(width(sign) for sign in text)
    fitting = sum(end < room for end in ends)
    return f"{text[:fitting]}…{beside}"
