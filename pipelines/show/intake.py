"""What the verbs that bring claims in print."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from pipelines.show.console import OUT, print_json, told
from pipelines.show.table import table_of

if TYPE_CHECKING:
    from pipelines.intake import IngestReport, TableReport
    from pipelines.intake.unlocks import Unlock

NAMED = 12
"""So many names are told, more are only counted."""


def ingest(report: "IngestReport", *, as_json: bool) -> None:
    """The account of an ingest: every row read is kept or quarantined."""
    if as_json:
        print_json({name: _account(of) for name, of in report.tables.items()})
        return
    table = table_of("table", "read", "= kept", "+ quarantined", "months", "kept as")
    for name, of in report.tables.items():
        counts = (told(count) for count in (of.read, of.kept, of.quarantined))
        table.add_row(name, *counts, _from_to(of.months), _kept_as(of))
    OUT.print(table)
    for name, of in report.tables.items():
        for reason, count in of.reasons.items():
            OUT.print(f"quarantine {name}: {reason} {count:,}", markup=False)
        if "primary_key" in of.reasons:
            OUT.print(_contested(name, of), markup=False)
    for absent in report.absent:
        OUT.print(f"absent {absent}", markup=False)
    OUT.print(str(report.folder / "ingest.html"), markup=False)


def unlocks(found: "Sequence[Unlock]", *, as_json: bool) -> None:
    """What every table and optional column unlocks: by name, a table with many by number."""
    if as_json:
        print_json([asdict(each) for each in found])
        return
    useful = [each for each in found if each.features or each.signals or each.required]
    table = table_of("", "column", "features", "signals", "unlocks")
    for each in useful:
        sign = "✓" if each.supplied else "-"
        counts = (str(len(each.features)), str(len(each.signals)))
        table.add_row(sign, each.name, *counts, _unlocked(each))
    OUT.print(table)
    rest = table_of("table", "nothing rests on yet")
    idle = (each for each in found if each not in useful and not each.supplied)
    for name, of in groupby(idle, key=lambda each: each.table):
        names = [each.column for each in of]
        rest.add_row(name, "all of it" if None in names else " ".join(filter(None, names)))
    OUT.print()
    OUT.print(rest)


def _unlocked(each: "Unlock") -> str:
    """What it unlocks; of what is missing, what it alone would open."""
    names = (*each.features, *each.signals)
    if not each.supplied:
        names = (*each.opens_features, *each.opens_signals)
    return " ".join(names) if len(names) <= NAMED or not each.supplied else ""


def _account(of: "TableReport") -> dict[str, object]:
    return vars(of) | {"kept": of.kept, "reasons": of.reasons}


def _from_to(months: "Sequence[str]") -> str:
    return " … ".join(dict.fromkeys((months[0], months[-1]))) if months else "-"


def _kept_as(of: "TableReport") -> str:
    """The parts that `kept` has, without those that are nought."""
    parts = {
        "new": of.new,
        "replaced": of.replaced,
        "repeated": of.repeated,
        "superseded": of.superseded,
    }
    return ", ".join(f"{name} {told(count)}" for name, count in parts.items() if count) or "-"


def _contested(name: str, of: "TableReport") -> str:
    left = f"; {told(of.withdrawn)} rows left the lake for it" if of.withdrawn else ""
    return (
        f"{name}: {told(of.reasons['primary_key'])} rows have a key of which another content has "
        f"the same time, and nothing says which is right{left}; map updt_time, or say with --as-of "
        "when the newer export was made"
    )
