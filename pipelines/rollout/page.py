"""The pages of a comparison and of a model card; each needs no other file."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from models.comparison import ALL, CHALLENGER, CHAMPION, RANKINGS
from pipelines.pages.rendering import render
from pipelines.pages.wording import wording
from pipelines.rollout.charts import RANKING_COLOURS, by_month, forest

if TYPE_CHECKING:
    from pipelines.rollout.card import Card
    from pipelines.rollout.comparing import Comparison

_TEMPLATES = Path(__file__).parent / "templates"
_WORDS = Path(__file__).with_name("wording.toml")

FIGURES = (
    "average_precision", "precision", "recall", "lift", "lift_over_size", "lift_in_size_bands",
    "amount_fen", "new_share", "calibration_error",
)  # fmt: skip
"""Figures of the table, in order."""


def page(comparison: "Comparison") -> str:
    """The comparison as HTML."""
    from markupsafe import Markup

    words, tables = wording(_WORDS, comparison.lang), comparison.tables
    shown = forest(
        tables["differences"].filter(pl.col("n") > 0), words, comparison.rules.standing.not_worse_by
    )
    return render(
        _TEMPLATES,
        "comparison.html.j2",
        lang=comparison.lang,
        words=words,
        of=comparison,
        rankings=RANKINGS,
        ranking_colours=RANKING_COLOURS,
        figures=FIGURES,
        overall={row["ranking"]: row for row in comparison.table().to_dicts()},
        # Pictures are drawn here, and the engine that draws them escapes their texts.
        monthly=Markup(monthly(comparison)),  # noqa: S704
        forest=Markup(shown),  # noqa: S704
        groups=_groups(tables["groups"]),
        moved={side: _rows(tables["moved"], "moved", side) for side in ("enters", "leaves")},
        drift={name: _rows(tables["drift"], "ranking", name) for name in (CHAMPION, CHALLENGER)},
        steadiness=_by_month(tables["steadiness"]),
        all=ALL,
    )


def monthly(comparison: "Comparison") -> str:
    """The picture of what each month would have found."""
    return by_month(comparison.tables["figures"], wording(_WORDS, comparison.lang))


def card_page(card: "Card") -> str:
    """The card as HTML."""
    return render(
        _TEMPLATES,
        "card.html.j2",
        lang=card.lang,
        words=wording(_WORDS, card.lang),
        card=card.facts,
    )


def _rows(table: pl.DataFrame, column: str, value: str) -> list[dict[str, Any]]:
    return table.filter(pl.col(column) == value).to_dicts()


def _groups(table: pl.DataFrame) -> list[dict[str, Any]]:
    """One row per group: how often it is visited and what is found, by either model."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in table.iter_rows(named=True):
        key = (row["dimension"], row["value"])
        group = found.setdefault(
            key, {name: row[name] for name in ("dimension", "value", "n", "confirmed")}
        )
        group[row["ranking"]] = row
    return list(found.values())


def _by_month(steady: pl.DataFrame) -> list[Mapping[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for row in steady.iter_rows(named=True):
        rows.setdefault(row["month"], {"month": row["month"]})[row["ranking"]] = row["kept"]
    return [rows[month] for month in sorted(rows)]
