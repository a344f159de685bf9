"""The values that a proposal looks at, and those that it shows."""

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from pipelines.intake.identity import personal_number
from pipelines.intake.propose.groups import Group
from pipelines.intake.sources import SOURCE_LINE, Source
from pipelines.intake.sources.header import fold
from pipelines.intake.spelling import plain

ROWS = 10_000
"""Rows looked at in each of the sources that are read."""

SHOWN = 3
LONGEST = 40
"""Characters of a value that are shown."""

MASK = "***"

WORD = r"^[^0-9]*[\p{L}]{2}[^0-9]*$"
"""Letters and no digit."""

NULLS = ("NA", "N/A", "#N/A", "NULL", "null", "None", "nan", "NaN", r"\N", "-", "--", "无", "空")
"""Spellings of a missing value."""


def sample(group: Group, columns: Sequence[str]) -> pl.DataFrame:
    """The first rows of the first and of the last source of a group, each value in plain form.

    Missing values are null, those that are spelt out are not yet.
    """
    ends = dict.fromkeys((0, len(group.sources) - 1))
    none = pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    parts = [_head(group.sources[place], columns) for place in ends]
    texts = pl.concat([none, *parts]).with_columns(plain(pl.all()))
    return texts.with_columns(pl.when(pl.all() != "").then(pl.all()).name.keep())


def nulls_of(texts: pl.DataFrame, spared: Iterable[str]) -> tuple[str, ...]:
    """The spellings of a missing value that occur, in columns other than `spared`."""
    columns = [name for name in texts.columns if name not in set(spared)]
    found = {text for name in columns for text in texts[name].filter(texts[name].is_in(NULLS))}
    return tuple(text for text in NULLS if text in found)


def shown(values: pl.Series, *, words: bool) -> tuple[str, ...]:
    """The first few different values, without what may be a person's number or name.

    Args:
        values: texts, none of them missing.
        words: whether the column is one of words; elsewhere a word may be a name.
    """
    few = values.unique(maintain_order=True).head(SHOWN)
    text = pl.col(few.name)
    personal = personal_number(text) | (text.str.contains(WORD) & pl.lit(not words))
    hidden = few.to_frame().select(personal).to_series()
    return tuple(MASK if hide else _short(each) for each, hide in zip(few, hidden, strict=True))


def _head(source: Source, columns: Sequence[str]) -> pl.DataFrame:
    """The first rows that the source gives, of the columns under the names of the group."""
    own = _own_spellings(source, columns)
    batch: Iterator[pl.DataFrame] = (each.rows for each in source.batches(list(own)))
    rows = next(batch, None)
    if rows is None:
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    return rows.drop(SOURCE_LINE).head(ROWS).rename(own)


def _own_spellings(source: Source, columns: Sequence[str]) -> dict[str, str]:
    """The source's spelling of every column, which may differ in case and spaces."""
    by_fold = {fold(name): name for name in reversed(source.columns())}
    return {by_fold[fold(name)]: name for name in columns}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
