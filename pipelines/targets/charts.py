"""Two pictures of a dossier: how its score is made up, and where it stands among its peers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from models.causes import SIZE_AND_MIX
from pipelines.pages.figures import fixed, signed
from pipelines.targets.drawing import WIDE, Layout, Mark, Row, rows_picture, short
from pipelines.targets.terms import Terms

SHOWN = 8
"""Rows that a waterfall and the strips show; a waterfall sums up the rest in one more."""

_BESIDE = 0.03
"""Room left of the smallest and right of the largest value, as a share of what is between."""


@dataclass(frozen=True)
class Step:
    """A row of a waterfall: what it is, from where to where it leads, and how that is written."""

    label: str
    start: float
    end: float
    number: str


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
    found = steps(causes, base, score, terms)
    scale = _Scale.over([one for step in found for one in (step.start, step.end)])
    rows = [_step_row(step, scale, total=step in (found[0], found[-1])) for step in found]
    return rows_picture(rows, layout, rule=scale.place(base))


def steps(causes: pl.DataFrame, base: float, score: float, terms: Terms) -> list[Step]:
    """The steps from the score down to the base, whose written numbers add up to the score.

    What rounding leaves over is written with the small contributions that are summed up, and
    where there are none, in a row of its own.
    """
    rest = causes.slice(SHOWN)
    shares = [
        (_named(cause, terms), cause["contribution"])
        for cause in causes.head(SHOWN).iter_rows(named=True)
    ]
    left = _thousandths(score) - sum(_thousandths(one) for one in (base, *(s for _, s in shares)))
    found, top = [_total(terms["score"], score)], score
    for text, share in shares:
        found.append(Step(text, top - share, top, signed(_thousandths(share) / 1000, 3)))
        top -= share
    if rest.height or left:
        text = terms["others"].format(n=rest.height) if rest.height else terms["rounding"]
        found.append(Step(text, base, top, signed(left / 1000, 3)))
    return [*found, _total(terms["base"], base)]


def sum_told(found: Sequence[Step]) -> str:
    """The steps as a sum, from the base to the score."""
    score, *parts, base = (step.number for step in found)
    added = [f"{part[0]} {part[1:]}" for part in reversed(parts) if part != "0"]
    return " ".join([base, *added, "=", score])


def _thousandths(value: float) -> int:
    return round(1000 * value)


def _named(cause: Mapping[str, Any], terms: Terms) -> str:
    """The member that speaks the loudest, and how many others are summed up with it."""
    if cause["cause"] == SIZE_AND_MIX:
        return terms.cause(SIZE_AND_MIX)
    others = len(cause["members"])
    more = terms["and_more"].format(n=others + 1) if others else ""
    value = terms.value(cause["feature"], cause["value"])
    return short(terms.label(cause["feature"]), f"  {value}{more}")


def _total(text: str, value: float) -> Step:
    return Step(text, value, value, fixed(value, 3).replace("-", "−"))


def _step_row(step: Step, scale: "_Scale", *, total: bool) -> Row:
    start, end = scale.place(step.start), scale.place(step.end)
    raises = step.end > step.start
    colour = "ink" if total else "raises" if raises else "lowers"
    return Row(step.label, step.number, [Mark("tick" if total else "bar", start, end, colour)])


@dataclass(frozen=True)
class _Scale:
    """From values to shares of the width of a plot."""

    low: float
    span: float

    @classmethod
    def over(cls, values: Sequence[float]) -> "_Scale":
        low, high = min(values), max(values)
        span = (high - low) or 1
        return cls(low - _BESIDE * span, (1 + 2 * _BESIDE) * span)

    def place(self, value: float) -> float:
        return (value - self.low) / self.span


def peers_strips(measures: pl.DataFrame, terms: Terms, layout: Layout = WIDE) -> str:
    """This entity in the distribution of its peers, a strip per feature on a scale of its own.

    Args:
        measures: rows of `Dossier.measures` to show; those without peers are left out.
        terms: words, labels and units.
        layout: how wide.
    """
    known = measures.filter(pl.all_horizontal(pl.col(_DISTRIBUTION).is_not_null())).head(SHOWN)
    return rows_picture([_strip(row, terms) for row in known.iter_rows(named=True)], layout)


_DISTRIBUTION = ("p10", "p25", "median", "p75", "p90")


def _strip(row: Mapping[str, Any], terms: Terms) -> Row:
    scale = _Scale.over([row[name] for name in (*_DISTRIBUTION, "value")])
    p10, p25, middle, p75, p90, here = (
        scale.place(row[name]) for name in (*_DISTRIBUTION, "value")
    )
    return Row(
        short(terms.label(row["feature"])),
        f"{terms.value(row['feature'], row['value'])}  (z {signed(row['robust_z'], 1)})",
        [
            Mark("bar", p10, p90, "band", height=8),
            Mark("bar", p25, p75, "core", height=8),
            Mark("tick", middle, middle, "ink"),
            Mark("diamond", here, here, "raises"),
        ],
    )
