"""What the verbs print that look back and keep watch."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.show.console import OUT, print_json, told
from pipelines.show.table import table_of

if TYPE_CHECKING:
    from pipelines.watch.looked_back import LookedBack
    from pipelines.watch.monitor import Watch

FIGURES = (
    "places", "inspected", "found", "precision_least", "precision_inspected", "precision_most",
    "times_random", "times_size", "new_share",
)  # fmt: skip


def looked_back(found: "LookedBack", folder: Path, *, as_json: bool) -> None:
    """The figures of every ranking, and how far the model is ahead of each."""
    if as_json:
        print_json(found.plain())
        return
    months = [each["month"] for each in found.months]
    OUT.print(
        f"{found.version['label']}, {months[0]} to {months[-1]}, {found.places} places a month",
        markup=False,
    )
    table = table_of("ranking", *FIGURES)
    for row in found.overall.iter_rows(named=True):
        table.add_row(*(told(row[name]) for name in ("ranking", *FIGURES)))
    OUT.print(table)
    ahead = table_of("ahead of", "months", "by", "low", "high")
    for each in found.tables["ahead"].iter_rows():
        ahead.add_row(*map(told, each))
    OUT.print(ahead)
    OUT.print(str(folder / "backtest.html"), markup=False)


def watched(found: "Watch", lang: str, folder: Path, *, as_json: bool) -> None:
    """What is worth a look, and what to do."""
    from pipelines.watch.page import alert_lines

    if as_json:
        print_json(found.plain())
        return
    OUT.print(f"{found.month}: {len(found.alerts)} alerts", markup=False)
    for about, line, do in alert_lines(found, lang):
        OUT.print(f"- {about}: {line}\n    {do}", markup=False)
    OUT.print(str(folder / "monitor.html"), markup=False)
