"""The tables of `docs/detection.md`: how our rankings compare with what there is besides."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from pipelines.pages.markdown import table
from pipelines.settings import PROJECT

_TEMPLATES = PROJECT / "docs" / "templates"

DETECTION = _TEMPLATES / "detection.csv"
"""One row per data set, level, judge, ranking and figure, by `python -m benchmarks.detection`."""

HIDDEN_FAMILIES = _TEMPLATES / "hidden_families.csv"
"""What is found of families no case was known of, by `benchmarks.detection.hidden_families`."""

CAUSES = _TEMPLATES / "causes.csv"
"""Where the planted cause stands among the reasons, by `benchmarks.detection.causes`."""

_HEADS = {
    "average_precision": "average precision",
    "precision_1": "precision at 1 %",
    "precision_5": "at 5 %",
    "precision_10": "at 10 %",
    "lift_in_size_bands": "lift in size bands",
    "recall": "recall in the list",
    "ahead": "joint ahead by",
}
_SIGNED = ("ahead",)
_TITLES = {
    ("medicare", "inspected"): "Medicare {level}s, by known outcomes",
    ("city", "planted"): "Simulated cities: {level}s, by what was planted",
    ("city", "inspected"): "Simulated cities: {level}s, by the outcomes of inspections",
}


def comparison_parts() -> list[str]:
    """Headings and tables of all that was compared."""
    found = pl.read_csv(DETECTION, infer_schema_length=None)
    return [
        *_judged(found.filter(pl.col("judged_by") != "nobody")),
        "## Steadiness and seconds",
        _bare(found.filter(pl.col("judged_by") == "nobody")),
        "## Families that no case tells of",
        (
            "In each city the known cases of two families of institutions' violations are hidden. "
            "Planted: who plays such a plot and was never inspected; found: how many of them are "
            "on the list made with all cases, and on the one made without theirs. Of that list: "
            "its places, who on it plays any plot (cheats), and the look-alikes who play none "
            "(innocents), on all of it and on its first half; of them those whose staff is honest "
            "too: the house and its doctors planted fewer than one in twenty of its encounters; "
            "and those where nobody cheats, no patient and no ring either."
        ),
        _as_it_is(HIDDEN_FAMILIES),
        "## Causes among the reasons",
        (
            "Of the cheats that the ranking put on the list: the share of which the first reason, "
            "or one of the first three, names a violation that was planted on them."
        ),
        _as_it_is(CAUSES),
    ]


def _judged(found: pl.DataFrame) -> Iterator[str]:
    """A heading, who was judged, and a table, per data set, level and judge."""
    of = found.group_by("data", "level", "judged_by", maintain_order=True)
    for (data, level, judged_by), rows in of:
        yield "## " + _TITLES[str(data), str(judged_by)].format(level=level)
        yield f"{rows['n'][0]:,} judged, {rows['guilty'][0]:,} of them guilty."
        yield table(("ranking", *_HEADS.values()), _rankings(rows))


def _bare(found: pl.DataFrame) -> str:
    """What part of the top 1 % two seeds share, and the seconds of one ranking."""
    index = ["data", "level", "ranking"]
    cells = [
        pl.col(column).filter(pl.col("figure") == name).first().alias(f"{name}_{column}")
        for name in ("steadiness", "seconds")
        for column in ("n", "value")
    ]
    rows = found.group_by(index, maintain_order=True).agg(cells).iter_rows()
    heads = ("data", "level", "ranking", "seeds", "top 1 % shared", "runs", "seconds")
    forms = ("s", "s", "s", "d", ".0%", "d", ".1f")
    return table(heads, ([_number(*cell) for cell in zip(row, forms, strict=True)] for row in rows))


def _as_it_is(path: Path) -> str:
    """A table as a benchmark wrote it."""
    found = pl.read_csv(path, infer_schema=False)
    heads = [name.replace("_", " ") for name in found.columns]
    return table(heads, (tuple(cell or "" for cell in row) for row in found.iter_rows()))


def _rankings(rows: pl.DataFrame) -> Iterator[Sequence[str]]:
    for (ranking,), of in rows.group_by("ranking", maintain_order=True):
        cells = {row["figure"]: _cell(row) for row in of.iter_rows(named=True)}
        yield (str(ranking), *(cells.get(figure, "") for figure in _HEADS))


def _cell(row: dict[str, float | str | None]) -> str:
    """The value, and the interval where it has one."""
    form = "+.2f" if row["figure"] in _SIGNED else ".2f"
    value, low, high = (_number(row[name], form) for name in ("value", "low", "high"))
    return f"{value} ({low}–{high})" if low else value


def _number(value: object, form: str) -> str:
    return "" if value is None else format(value, form)
