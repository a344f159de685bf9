"""Keys as numbers: what is joined and grouped by them costs a third of the same by text.

A key column is text in the lake and in all that is kept. Between the two, where months of lines
are joined and grouped over and over, it is a Categorical: a number that still reads, sorts and
compares as its text. Cost: one look at every value.
"""

import polars as pl

KEYS = frozenset({
    "mdtrt_id", "setl_id", "psn_no", "fixmedins_code", "dr_code", "bilg_dr_codg",
    "med_list_codg", "med_chrgitm_type", "package_codg", "component_codg", "whole_codg",
    "part_codg",
})  # fmt: skip
"""Who, where, which encounter and which item; the number of a line is seldom joined by."""

NUMBERED = pl.Categorical()


def numbered(frame: pl.LazyFrame) -> pl.LazyFrame:
    """The frame with its keys as numbers."""
    return _cast(frame, pl.String(), NUMBERED)


def spelled(frame: pl.LazyFrame) -> pl.LazyFrame:
    """The frame with its keys as text again."""
    return _cast(frame, NUMBERED, pl.String())


def beside(frame: pl.LazyFrame, other: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """What `other` tells of a key beside each row, whose order stays."""
    return frame.join(other, on=key, how="left", maintain_order="left")


def _cast(frame: pl.LazyFrame, of: pl.DataType, to: pl.DataType) -> pl.LazyFrame:
    schema = frame.collect_schema()
    return frame.with_columns(
        pl.col(name).cast(to) for name, dtype in schema.items() if name in KEYS and dtype == of
    )
