"""What the verbs print that decide which model is used."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.show.console import OUT, facts, print_json, told
from pipelines.show.table import table_of

if TYPE_CHECKING:
    import polars as pl

    from pipelines.rollout.card import Card
    from pipelines.rollout.comparing import Comparison

FIGURES = (
    "average_precision", "precision", "recall", "lift", "lift_over_size", "lift_in_size_bands",
)  # fmt: skip


def compared(found: "Comparison", workspace: Path, *, as_json: bool) -> None:
    """Verdict, every line of the gate that did not pass, and the figures side by side."""
    if as_json:
        print_json(found.to_dict())
        return
    names = {name: of["name"] for name, of in found.versions.items()}
    gate = found.gate
    OUT.print(
        f"{names['challenger']} against {names['champion']}: {gate.verdict}; {gate.claim}",
        markup=False,
    )
    table = table_of("rule", "state", "found", "low", "high", "limit", "")
    for line in gate.failed:
        numbers = (told(value) for value in (line.figure, line.low, line.high, line.limit))
        table.add_row(line.name, line.state, *numbers, line.told)
    if gate.failed:
        OUT.print(table)
    beside = table_of("ranking", "n", "confirmed", *FIGURES)
    for row in found.table().iter_rows(named=True):
        beside.add_row(*(told(row[name]) for name in ("ranking", "n", "confirmed", *FIGURES)))
    OUT.print(beside)
    number = {name: of["number"] for name, of in found.versions.items()}
    folder = f"{number['challenger']}-against-{number['champion']}"
    OUT.print(str(workspace / "comparisons" / found.level / folder), markup=False)


def history(table: "pl.DataFrame", *, as_json: bool) -> None:
    """One line per promotion, the first one first."""
    if as_json:
        print_json(table.to_dicts())
        return
    shown = table_of("in use", "at", "level", "act", "before", "version", "by", "verdict", "reason")
    for row in table.iter_rows(named=True):
        names = ("at", "level", "act", "before", "version", "by", "verdict", "reason")
        mark = "*" if row["in_use"] else ""
        shown.add_row(mark, *(told(row[name]) for name in names))
    OUT.print(shown)
    for row in table.iter_rows(named=True):
        if row["in_use"] and not row["alias"]:
            OUT.print(
                f"{row['level']}: the registry's alias points elsewhere; this workspace scores "
                f"with version {row['version']}",
                markup=False,
            )


def shadows(table: "pl.DataFrame", *, as_json: bool) -> None:
    """How each shadow's lists agree with those that were made."""
    if as_json:
        print_json(table.to_dicts())
        return
    shown = table_of(*table.columns)
    for row in table.iter_rows():
        shown.add_row(*map(told, row))
    OUT.print(shown)


def card(of: "Card", html: Path | None, *, as_json: bool) -> None:
    """The card's short facts; the page has all."""
    if as_json:
        print_json(of.facts)
        return
    names = ("version", "registered", "trained_by", "as_of", "entities", "split", "no_case_model",
             "compared", "sha256")  # fmt: skip
    facts({name: of.facts[name] for name in names}, as_json=False)
    if html is not None:
        OUT.print(f"{html}", markup=False)
