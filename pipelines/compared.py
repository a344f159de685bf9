"""The tables of `docs/detection.md`: how our rankings compare with what there is besides."""

from collections.abc import Iterator, Sequence

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


def comparison_sections() -> list[str]:
    """A table per data set, level and judge, each under its heading."""
    found = pl.read_csv(DETECTION, infer_schema_length=None)
    judged = found.filter(pl.col("judged_by") != "nobody")
    return [
        part
        for (data, level, judged_by), rows in judged.group_by(
            "data", "level", "judged_by", maintain_order=True
        )
        for part in (
            "## " + _TITLES[str(data), str(judged_by)].format(level=level),
            f"{rows['n'][0]:,} judged, {rows['guilty'][0]:,} of them guilty.",
            table(("ranking", *_HEADS.values()), _rankings(rows)),
        )
    ]


def steadiness_table() -> str:
    """What part of the top 1 % two seeds share, and the seconds of one ranking."""
    bare = pl.read_csv(DETECTION, infer_schema_length=None).filter(judged_by="nobody")
    wide = bare.pivot(
        "figure", index=["data", "level", "ranking"], values="value", maintain_order=True
    )
    heads = ("data", "level", "ranking", "top 1 % shared", "seconds")
    rows = wide.select("data", "level", "ranking", "steadiness", "seconds").iter_rows()
    return table(heads, ((*row[:3], _share(row[3]), _number(row[4], ".1f")) for row in rows))


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
    return format(value, form) if isinstance(value, float) else ""


def _share(value: object) -> str:
    return f"{value:.0%}" if isinstance(value, float) else ""
