"""What looking back gives: the lists as they would have been, and what they would have found."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from models.comparison import ALL
from models.differences import Draws
from models.hindsight import MODEL, ahead, by_delay, figures
from models.reasons import Lang
from pipelines.casework.later import known_so_far
from pipelines.store import keep_private, replacing, write_text
from pipelines.watch.backtest import Backtest, Past

PAGE, JSON, FIGURES, LISTS = "backtest.html", "backtest.json", "figures.csv", "lists.csv"


@dataclass(frozen=True)
class LookedBack:
    """A backtest of one level.

    Attributes:
        level: whose lists.
        version: whose recipe made them, and its hash.
        places: places of each list.
        lang: of the page.
        months: of each month, whether there was a case model (`cases_taught`) and which share of
            outcomes is usually known by now (`known_so_far`).
        tables: `figures`, `ahead`, `delay` (see `models.hindsight`) and `lists`
            (`backtest.LISTED`).
    """

    level: str
    version: Mapping[str, str]
    places: int
    lang: Lang
    months: Sequence[Mapping[str, Any]]
    tables: Mapping[str, pl.DataFrame]

    @property
    def overall(self) -> pl.DataFrame:
        """The figures of all months together."""
        return self.tables["figures"].filter(pl.col("month") == ALL)

    def bounds(self) -> str:
        """The picture of each list's precision between its bounds, as SVG."""
        from pipelines.watch.page import bounds_of

        return bounds_of(self)

    def plain(self) -> dict[str, Any]:
        """All of it but the lists, as JSON values."""
        tables = {name: of.to_dicts() for name, of in self.tables.items() if name != "lists"}
        head = {"level": self.level, "version": dict(self.version), "places": self.places}
        return {**head, "months": [dict(each) for each in self.months], **tables}

    def write(self, folder: Path) -> Path:
        """Page, JSON and tables, in the place of what was there."""
        from pipelines.watch.page import backtest_page

        with replacing(folder) as fresh:
            fresh.mkdir()
            write_text(backtest_page(self), fresh / PAGE)
            write_text(json.dumps(self.plain(), ensure_ascii=False, indent=2) + "\n", fresh / JSON)
            write_text(self.tables["figures"].write_csv(), fresh / FIGURES)
            write_text(self.tables["lists"].write_csv(), fresh / LISTS)
            keep_private(fresh)
        return folder


def look_back(backtest: Backtest, first: str, last: str, *, seed: int, lang: Lang) -> LookedBack:
    """The lists of `first` to `last`, and only then what became known after each.

    Raises:
        InputError: see `Backtest.run`.
    """
    past = backtest.run(first, last)
    lists, seen = backtest.lists(past), backtest.seen(past)
    return LookedBack(
        backtest.level,
        {"label": backtest.version.label, "sha256": backtest.version.sha256},
        backtest.places,
        lang,
        [_month(backtest, each, seen) for each in past],
        {
            "figures": figures(seen),
            "ahead": ahead(seen, Draws(seed)),
            "delay": by_delay(seen),
            "lists": lists,
        },
    )


def _month(backtest: Backtest, past: Past, seen: pl.DataFrame) -> dict[str, Any]:
    known = seen.filter(pl.col("month") == past.month, pl.col("y").is_not_null())
    return {
        "month": past.month,
        "cases_taught": past.cases_taught,
        "eligible": past.people.get_column(MODEL).count(),
        "inspected": known.height,
        "confirmed": int(known.get_column("y").sum()),
        "known_so_far": known_so_far(backtest.profiler.store, backtest.level, past.month),
    }
