"""What the verbs that bring claims in print."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.show.console import OUT, print_json, table_of, told

if TYPE_CHECKING:
    from pipelines.intake import IngestReport, TableReport
    from pipelines.intake.propose import ColumnProposal, Proposal
    from pipelines.intake.unlocks import Unlock

SIGNS = {"sure": "✓", "unsure": "?", "missing": "-"}


def ingest(report: "IngestReport", *, as_json: bool) -> None:
    """The account of an ingest: every row read is kept or quarantined."""
    if as_json:
        print_json({name: _account(of) for name, of in report.tables.items()})
        return
    table = table_of("table", "read", "= kept", "+ quarantined", "new", "replaced", "repeated",
                     "superseded", "months")  # fmt: skip
    for name, of in report.tables.items():
        counts = (of.read, of.kept, of.quarantined, of.new, of.replaced, of.repeated, of.superseded)
        months = f"{of.months[0]} … {of.months[-1]}" if of.months else "-"
        table.add_row(name, *(f"{count:,}" for count in counts), months)
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
    """What every table and optional column unlocks, those that would open something first."""
    if as_json:
        print_json([asdict(each) for each in found])
        return
    useful = [each for each in found if each.features or each.signals or each.required]
    table = table_of("", "column", "features", "signals", "would unlock")
    for each in useful:
        sign = "✓" if each.supplied else "-"
        opens = () if each.supplied else (*each.opens_features, *each.opens_signals)
        counts = (str(len(each.features)), str(len(each.signals)))
        table.add_row(sign, each.name, *counts, " ".join(opens))
    OUT.print(table)
    rest = [each.name for each in found if each not in useful and not each.supplied]
    OUT.print(f"nothing rests on these yet: {' '.join(rest)}", markup=False)


def proposal(found: "Proposal", out: Path, *, as_json: bool) -> None:
    """A proposed mapping: contract, source, how sure, and a sample of each column."""
    if as_json:
        print_json(asdict(found))
        return
    for of in found.tables:
        missing = f", missing: {', '.join(of.missing)}" if of.missing else ""
        OUT.print(f"\n{of.table.name} {of.table.label_zh} ← {of.files}{missing}", markup=False)
        table = table_of("", "column", "label", "source", "sample")
        for each in of.columns:
            if each.source or each.required:
                table.add_row(*_column(each))
        OUT.print(table)
        if of.dropped:
            OUT.print(f"dropped (identity of persons): {', '.join(of.dropped)}", markup=False)
    for other in found.unrecognised:
        OUT.print(f"not recognised: {other.name} ({other.why.zh})", markup=False)
    for name in found.missing_tables:
        OUT.print(f"required table not found: {name}", markup=False)
    OUT.print(f"\n{out}: check the lines marked '?'", markup=False)


def _column(each: "ColumnProposal") -> tuple[str, str, str, str, str]:
    name = f"{each.column} *" if each.required else each.column
    sample = " | ".join(each.samples)
    return SIGNS[each.confidence], name, each.label, each.source or "", sample


def _account(of: "TableReport") -> dict[str, object]:
    return asdict(of) | {"kept": of.kept, "reasons": of.reasons}


def _contested(name: str, of: "TableReport") -> str:
    return (
        f"{name}: {told(of.reasons['primary_key'])} rows have a key of which another content has "
        "the same time, and nothing says which is right; map updt_time, or say with --as-of when "
        "the newer export was made"
    )
