"""The codes of a column: which of its values are codes, and which words stand for one."""

from collections.abc import Mapping, Sequence

import polars as pl

from features.contract import Table
from pipelines.intake.parsing import parse
from pipelines.intake.propose.aliases import folded
from pipelines.intake.propose.proposal import Doubt

KNOWN = 0.9
"""Share of values that must be codes, or words for them."""


def value_map(
    values: pl.Series, column: str, table: Table, codes: Mapping[str, Sequence[str]]
) -> tuple[dict[str, str], tuple[Doubt, ...]]:
    """The map from words to codes that `values` need, and what is doubtful about them.

    Codes that parsing restores (`1` for `01`, 是 for 1) need no entry, and a code that begins
    with a national one is a local extension of it.
    """
    counted = _parsed(values, column, table)
    words = {folded(word): code for code, spelt in codes.items() for word in spelt}
    mapped, unknown = dict[str, str](), 0
    for text, code, count in counted.iter_rows():
        if _is_code(code, codes):
            continue
        if folded(text) in words:
            mapped[text] = words[folded(text)]
        else:
            unknown += count
    total = len(values)
    doubtful = unknown > (1 - KNOWN) * total
    return dict(sorted(mapped.items())), (_unknown(unknown, total),) if doubtful else ()


def _parsed(values: pl.Series, column: str, table: Table) -> pl.DataFrame:
    """Different values, what they are read as, and how often they occur."""
    text = pl.col(values.name)
    read = parse(text, column, table).value.cast(pl.String)
    frame = values.to_frame().select(text, read.alias("read"))
    return frame.group_by(text, "read").len().sort(values.name)


def _is_code(code: str | None, codes: Mapping[str, Sequence[str]]) -> bool:
    """Whether a value is a code, or a local extension of one that has several digits."""
    if code is None or code in codes:
        return code is not None
    return code.isdigit() and any(len(each) > 1 and code.startswith(each) for each in codes)


def _unknown(unknown: int, total: int) -> Doubt:
    share = f"{unknown / total:.0%}"
    return Doubt(
        zh=f"{share} 的值不在国家代码表中，需要 values 对照",
        en=f"{share} of the values are not in the national list; they need a map of values",
    )
