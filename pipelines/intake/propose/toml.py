"""A proposal as the TOML file of a mapping, with what is unsure of marked.

No value of the source stands in it but words that a value map turns into codes.
"""

import json
import textwrap
from collections.abc import Iterator, Sequence

from pipelines.intake.propose.proposal import (
    ColumnProposal,
    Doubt,
    Lang,
    Proposal,
    TableProposal,
)
from pipelines.intake.propose.words import WORDS

WIDTH = 100


def mapping_text(proposal: Proposal, name: str, lang: Lang = "zh") -> str:
    """The mapping that `proposal` amounts to; it loads once no required column is missing."""
    return "\n".join([*_head(proposal, name, lang), *_tables(proposal, lang), ""])


def _head(proposal: Proposal, name: str, lang: Lang) -> Iterator[str]:
    yield f"# {WORDS['head'][lang]}"
    for each in proposal.unrecognised:
        told = f"{each.name} ({each.why.text(lang)})"
        yield f"# {WORDS['unrecognised'][lang]}: {_comment(told)}"
    for table in proposal.missing_tables:
        yield f"# {WORDS['missing'][lang]}: {table}"
    yield ""
    yield f"name = {_text(name)}"
    yield f'# pseudonymise = ["psn_no"]  # {WORDS["key"][lang]}'


def _tables(proposal: Proposal, lang: Lang) -> Iterator[str]:
    for table in proposal.tables:
        yield ""
        yield from _table(table, lang)


def _table(table: TableProposal, lang: Lang) -> Iterator[str]:
    yield "[[table]]"
    yield f"table = {_text(table.table.name)}{_unsure(table.doubts, (), lang)}"
    yield f"files = {_text(table.files)}"
    if table.sheet is not None:
        yield f"sheet = {_text(table.sheet)}"
    if table.has_money:
        yield f"money = {_text(table.money)}{_unsure(table.money_doubts, (), lang)}"
    if table.null_values:
        yield f"null_values = {_list(table.null_values)}"
    yield "[table.columns]"
    yield from (_column(each, lang) for each in table.columns if each.source or each.required)
    yield from _names("unused", table.unused, lang)
    yield from _names("dropped", table.dropped, lang)


def _column(column: ColumnProposal, lang: Lang) -> str:
    if column.source is None:
        return f'# {column.column} = "?"  # {WORDS["required"][lang]}: {column.label}'
    return (
        f"{column.column} = {_way(column, column.source)}"
        f"{_unsure(column.doubts, column.alternatives, lang)}"
    )


def _way(column: ColumnProposal, source: str) -> str:
    """The right side of the line: the source column, with formats and values if there are any."""
    keys = []
    if column.formats:
        one, *more = column.formats
        keys.append(f"format = {_list(column.formats) if more else _text(one)}")
    if column.values:
        pairs = ", ".join(f"{_text(word)} = {_text(code)}" for word, code in column.values.items())
        keys.append(f"values = {{ {pairs} }}")
    return f"{{ from = {_text(source)}, {', '.join(keys)} }}" if keys else _text(source)


def _names(kind: str, names: Sequence[str], lang: Lang) -> list[str]:
    """Names of columns as a comment of as many lines as they need."""
    if not names:
        return []
    told = f"{WORDS[kind][lang]}: {', '.join(map(_comment, names))}"
    return textwrap.wrap(told, WIDTH, initial_indent="# ", subsequent_indent="#   ")


def _unsure(doubts: tuple[Doubt, ...], alternatives: tuple[str, ...], lang: Lang) -> str:
    if not doubts:
        return ""
    why = "; ".join(doubt.text(lang) for doubt in doubts)
    instead = f"; {WORDS['or'][lang]} " + ", ".join(map(_comment, alternatives))
    return f"  # {WORDS['unsure'][lang]}: {why}{instead if alternatives else ''}"


def _text(value: str) -> str:
    """A TOML text; JSON's escapes are TOML's, except for the one character it leaves plain."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _comment(name: str) -> str:
    """A name within a comment, where no control character may stand."""
    return "".join(sign if sign.isprintable() else " " for sign in name)
