"""The pages of a backtest and of a month watched; each needs no other file."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from features.catalogue import features_of
from features.contract import TABLES
from models.comparison import ALL
from models.hindsight import MODEL, RANKINGS
from pipelines.pages.figures import percent, yuan
from pipelines.pages.rendering import render
from pipelines.pages.wording import wording
from pipelines.watch.alert import WatchAlert
from pipelines.watch.charts import RANKING_COLOURS, bounds, course, delay, ranges
from pipelines.watch.drift import FEATURE, SCORE

if TYPE_CHECKING:
    from pipelines.watch.looked_back import LookedBack
    from pipelines.watch.monitor import LevelWatch, Watch

_TEMPLATES = Path(__file__).parent / "templates"
_WORDS = Path(__file__).with_name("wording.toml")

SHOWN = 12
"""Things that moved most that are shown; the table of all can be unfolded up to `TABLED`."""

TABLED = 200

_LARGE = 100
"""From here on decimals say nothing."""

COURSES = {
    "precision_least": ".0%",
    "precision_inspected": ".0%",
    "found": "~g",
    "new_share": ".0%",
}
"""Figures drawn month by month, and how their numbers are written."""

FIGURES = (
    "months", "places", "inspected", "found", "precision_least", "precision_inspected",
    "precision_most", "precision_weighted", "weighted", "recall", "times_random", "times_size",
    "entities_found", "amount_fen", "new_share",
)  # fmt: skip
"""Figures of the table, in order."""


def backtest_page(found: "LookedBack") -> str:
    """A backtest as HTML."""
    words, tables = wording(_WORDS, found.lang), found.tables
    figures, overall = tables["figures"], found.overall
    rows = {row["ranking"]: row for row in overall.to_dicts()}
    return render(
        _TEMPLATES,
        "backtest.html.j2",
        lang=found.lang,
        words=words,
        of=found,
        rankings=[name for name in RANKINGS if name in rows],
        colours_of=RANKING_COLOURS,
        figures=FIGURES,
        overall=rows,
        ahead=tables["ahead"].to_dicts(),
        verdict=_verdict(rows.get(MODEL), words),
        bounds=_drawn(bounds_of(found)),
        courses={
            name: _drawn(course(figures, name, form))
            for name, form in COURSES.items()
            if figures.filter(pl.col("month") != ALL).get_column(name).count()
        },
        delay=_drawn(delay(tables["delay"])) if tables["delay"].height else None,
        told=_figure,
    )


def bounds_of(found: "LookedBack") -> str:
    """Precision of each list between its bounds, as SVG."""
    return bounds(found.overall, wording(_WORDS, found.lang))


def monitor_page(watch: "Watch", lang: str) -> str:
    """A month watched as HTML."""
    words = wording(_WORDS, lang)
    return render(
        _TEMPLATES,
        "monitor.html.j2",
        lang=lang,
        words=words,
        of=watch,
        alerts=[_told(alert, words, lang) for alert in watch.alerts],
        tables=watch.tables.to_dicts(),
        silent=watch.silent.to_dicts(),
        labels={name: _table(name, lang) for name in TABLES},
        odd={alert.subject for alert in watch.alerts if alert.level is None},
        levels=[_level(level, watch, words, lang) for level in watch.levels],
    )


def alert_lines(watch: "Watch", lang: str) -> Iterator[tuple[str, str, str]]:
    """What each alert is about, its line, and what to do."""
    words = wording(_WORDS, lang)
    for alert in watch.alerts:
        told = _told(alert, words, lang)
        yield told["about"], told["line"], told["do"]


def _verdict(model: Mapping[str, Any] | None, words: Mapping[str, str]) -> str:
    if model is None or not model["inspected"]:
        return words["nothing_known"]
    return words["verdict"].format(
        places=round(model["places"]),
        inspected=round(model["inspected"]),
        found=round(model["found"]),
        least=percent(model["precision_least"], 0),
        most=percent(model["precision_most"], 0),
    )


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "—"
    if name == "amount_fen":
        return yuan(value)
    if name.startswith("precision") or name in ("recall", "new_share"):
        return percent(value, 1)
    if name.startswith("times"):
        return f"{value:.2f} ×"
    return f"{value:,.0f}" if math.isclose(value, round(value)) else f"{value:,.1f}"


def _drawn(picture: str) -> Any:  # noqa: ANN401  # Markup is text
    from markupsafe import Markup

    # Pictures are drawn here, and the engine that draws them escapes their texts.
    return Markup(picture)  # noqa: S704


def _told(alert: WatchAlert, words: Mapping[str, str], lang: str) -> dict[str, str]:
    """Where, what and what to do."""
    numbers = {name: _number(name, value) for name, value in alert.numbers.items()}
    subject = _subject(alert, lang)
    where = words["in_areas"].format(areas="、".join(alert.areas[:5])) if alert.areas else ""
    level = words[alert.level] if alert.level else ""
    line = words[f"{alert.kind}_line"].format(**numbers, subject=subject, code=alert.subject)
    about = " · ".join(part for part in (level, subject, where) if part)
    return {
        "kind": words[alert.kind],
        "about": about,
        "line": line,
        "do": words[f"{alert.kind}_do"],
    }


def _number(name: str, value: object) -> str:
    if isinstance(value, float):
        shares = ("distance", "missing", "missing_reference", "gap")
        if name in shares and value >= 0:
            return percent(value, 0)
        return f"{value:,.0f}" if abs(value) >= _LARGE else f"{value:.3g}"
    return "—" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _subject(alert: WatchAlert, lang: str) -> str:
    if alert.level is None:
        return _table(alert.subject, lang)
    return _labels(alert.level, lang).get(alert.subject, alert.subject)


def _table(name: str, lang: str) -> str:
    return TABLES[name].label_zh if lang == "zh" and name in TABLES else name


def _labels(level: str, lang: str) -> dict[str, str]:
    return {f.name: f.zh if lang == "zh" else f.en for f in features_of(level)}


def _level(
    level: "LevelWatch", watch: "Watch", words: Mapping[str, str], lang: str
) -> dict[str, Any]:
    labels = {**_labels(level.level, lang), SCORE: words["score"]}
    rows = list(_moved(level, labels, words))
    lost = [{"name": labels.get(name, name), "missing": of} for name, of in level.lost.items()]
    limits = watch.limits.peers
    shrank = level.peers.filter(pl.col("members") < pl.col("reference")).head(SHOWN)
    return {
        "of": level,
        "picture": _drawn(ranges(rows[:SHOWN])) if rows else None,
        "rows": rows[:TABLED],
        "more": max(0, len(rows) - TABLED),
        "peers": [
            {**row, "odd": row["reference"] >= limits.least
             and row["members"] < limits.shrank_to * row["reference"]}
            for row in shrank.iter_rows(named=True)
        ],
        "groups": level.peers.height,
        "lost": lost,
    }  # fmt: skip


def _moved(
    level: "LevelWatch", labels: Mapping[str, str], words: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """One row per feature, score or reason, the strongest first."""
    alerts: Sequence[WatchAlert] = level.alerts
    odd = {(alert.kind, alert.subject) for alert in alerts}
    kinds = {FEATURE: "shift", SCORE: "score_shift"}
    for (kind, column), rows in level.drift.group_by("kind", "column", maintain_order=True):
        whole = rows.filter(pl.col("area") == ALL).row(0, named=True)
        areas = rows.filter(pl.col("area") != ALL)
        most = areas.sort("distance", "area", descending=[True, False]).head(1).to_dicts()
        name = labels.get(str(column), str(column))
        told = name if kind in kinds else words["reason_of"].format(feature=name)
        yield {
            **whole,
            "label": told,
            "code": column,
            "everywhere": whole["distance"],
            "most": most[0]["distance"] if most else whole["distance"],
            "area": most[0]["area"] if most else None,
            "alert": (kinds.get(str(kind), "reason_shift"), column) in odd,
        }
