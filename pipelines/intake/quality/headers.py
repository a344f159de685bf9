"""The amount of a settlement against the sum of its fee lines, to the fen.

A line may be dated in an earlier month than its settlement (a long stay), or, after midnight, in
the next. So the fee side is summed a month at a time, one month ahead of the settlements, and a
sum waits until its settlement has come. Joining lines to headers would multiply the headers
(domain_standard A.9, trap 7).
"""

from collections.abc import Collection, Iterator

import polars as pl

from features.windows import shift
from pipelines.intake.quality.check import Check
from pipelines.intake.quality.lake import Lake

NOT_VOID = pl.col("vali_flag").ne_missing("0")
"""Void settlements and lines count for nothing (A.9, trap 2)."""

_SUMS = {"setl_id": pl.String, "lines_fen": pl.Int64, "month": pl.String}
"""What the lines of one month add up to for a settlement."""


def against_lines(lake: Lake, months: Collection[str], back: int) -> Iterator[Check]:
    """Compare the settlements of `months` with their lines, void ones left out.

    Args:
        lake: holds `setl` and `fee` with `setl_id`.
        months: months of `setl`.
        back: lines are looked for so many months before a settlement's own, and one after.

    Yields:
        `header_differs` and `without_lines` for every month. Cost: two columns of every month
        of lines in reach, once; memory: the sums of settlements that have not come yet.
    """
    sums = pl.DataFrame(schema=_SUMS)
    unread = _reach(lake, months, back)
    for month in sorted({shift(month, -by) for month in months for by in range(back + 1)}):
        while unread and unread[0] <= shift(month, 1):
            sums = pl.concat([sums, _lines(lake, unread.pop(0))])
        sums = sums.filter(pl.col("month") >= shift(month, -back))
        if month in months:
            yield from _compared(lake, month, sums)
        settled = lake.scan("setl", month).select("setl_id")
        sums = sums.lazy().join(settled, on="setl_id", how="anti").collect(engine="streaming")


def _reach(lake: Lake, months: Collection[str], back: int) -> list[str]:
    """The months of lines that can belong to settlements of `months`, earliest first."""
    wanted = {shift(month, by) for month in months for by in range(-back, 2)}
    return sorted(wanted & set(lake.months("fee")))


def _lines(lake: Lake, month: str) -> pl.DataFrame:
    return (
        lake.scan("fee", month)
        .filter(pl.col("setl_id").is_not_null() & NOT_VOID)
        .group_by("setl_id")
        .agg(pl.col("det_item_fee_sumamt").sum().alias("lines_fen"))
        .with_columns(pl.lit(month).alias("month"))
        .collect(engine="streaming")
    )


def _compared(lake: Lake, month: str, sums: pl.DataFrame) -> Iterator[Check]:
    lines_of = sums.lazy().group_by("setl_id").agg(pl.col("lines_fen").sum())
    header, lines = pl.col("medfee_sumamt"), pl.col("lines_fen")
    off, without = lines != header, lines.is_null()
    told = (
        lake.scan("setl", month)
        .filter(NOT_VOID)
        .select("setl_id", "medfee_sumamt")
        .join(lines_of, on="setl_id", how="left")
        .select(
            pl.len().alias("all"),
            off.sum().alias("off"),
            (lines - header).abs().sum().alias("off_fen"),
            without.sum().alias("without"),
            header.filter(without).sum().alias("without_fen"),
        )
        .collect(engine="streaming")
        .row(0, named=True)
    )
    compared = told["all"] - told["without"]
    yield Check("header_differs", month, told["off"], compared, told["off_fen"])
    yield Check("without_lines", month, told["without"], told["all"], told["without_fen"])
