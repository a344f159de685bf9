"""What `feijian map` prints: the mapping that it proposes, and what it doubts."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.show.console import OUT, print_json
from pipelines.show.table import Samples, table_of

if TYPE_CHECKING:
    from pipelines.intake.propose import (
        ColumnProposal,
        Doubt,
        Lang,
        Proposal,
        TableProposal,
    )

SIGNS = {"sure": "✓", "unsure": "?", "missing": "-"}

LABELS: dict["Lang", tuple[str, ...]] = {"zh": ("label",), "en": ()}
"""The labels of the contract are Chinese."""


def proposal(found: "Proposal", out: Path, lang: "Lang", *, as_json: bool) -> None:
    """A proposed mapping, written to `out`: where each column comes from, and how sure that is."""
    if as_json:
        print_json(_as_json(found))
        return
    for of in found.tables:
        _print_table(of, lang)
    OUT.print()
    _print_notes(
        (
            *((_word("unrecognised", lang), each.text(lang)) for each in found.unrecognised),
            *((_word("missing", lang), name) for name in found.missing_tables),
        )
    )
    OUT.print(f"\n{out}: {_word('check', lang)}", markup=False)


def _print_table(of: "TableProposal", lang: "Lang") -> None:
    label = f" {of.table.label_zh}" if lang == "zh" else ""
    sheet = f"#{of.sheet}" if of.sheet else ""
    OUT.print(f"\n{of.table.name}{label} ← {of.files}{sheet}", style="bold", markup=False)
    kinds = ("column", *LABELS[lang], "source", "sample")
    table = table_of("", *(_word(kind, lang) for kind in kinds), spare=[_word("label", lang)])
    for each in of.columns:
        if each.source or each.required:
            table.add_row(*_row(each, lang))
    OUT.print(table)
    _print_notes(_notes(of, lang))


def _row(each: "ColumnProposal", lang: "Lang") -> tuple[str | Samples, ...]:
    name = f"{each.column} *" if each.required else each.column
    label = [each.label for _ in LABELS[lang]]
    return SIGNS[each.confidence], name, *label, each.source or "", Samples(each.samples)


def _notes(of: "TableProposal", lang: "Lang") -> Iterator[tuple[str, str]]:
    """What is doubtful, missing or not read, each with what it is about."""
    if of.doubts:
        yield f"? {of.table.name}", _told(of.doubts, lang)
    if of.money_doubts:
        yield f"? {_word('money', lang)} {of.money}", _told(of.money_doubts, lang)
    for each in of.columns:
        if each.doubts:
            instead = f"; {_word('or', lang)} " + ", ".join(each.alternatives)
            yield f"? {each.column}", _told(each.doubts, lang) + instead * bool(each.alternatives)
    lists = {"missing_columns": of.missing, "unused": of.unused, "dropped": of.dropped}
    yield from ((_word(kind, lang), ", ".join(names)) for kind, names in lists.items() if names)


def _print_notes(notes: Iterable[tuple[str, str]]) -> None:
    table = table_of("", "")
    for about, note in notes:
        table.add_row(about, note)
    if table.row_count:
        OUT.print(table)


def _told(doubts: "Iterable[Doubt]", lang: "Lang") -> str:
    return "; ".join(doubt.text(lang) for doubt in doubts)


def _word(kind: str, lang: "Lang") -> str:
    from pipelines.intake.propose.words import WORDS

    return WORDS[kind][lang]


def _as_json(found: "Proposal") -> dict[str, Any]:
    """The proposal with what it says of itself beside what it holds."""
    return {
        "tables": [_table_as_json(of) for of in found.tables],
        "unrecognised": [asdict(each) for each in found.unrecognised],
        "missing_tables": found.missing_tables,
    }


def _table_as_json(of: "TableProposal") -> dict[str, Any]:
    columns = [asdict(each) | {"confidence": each.confidence} for each in of.columns]
    return asdict(of) | {"table": of.table.name, "columns": columns, "missing": of.missing}
