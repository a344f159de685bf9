"""The files of a month: written block by block, and joined where the format allows it."""

import shutil
from pathlib import Path

import polars as pl

from pipelines.city.calendar import Month

CSV = ("setl_d", "mdtrt_d", "diag_d", "oprn")
"""Tables that are one CSV a month; the others are Parquet, a file per block."""


def write_part(
    table: pl.DataFrame, folder: Path, name: str, month: Month, block: int | None = None
) -> None:
    """Write a table of a month, or the part of it that belongs to a block."""
    part = f"{name}_{month.name}" + ("" if block is None else f"_{block:03d}")
    if name in CSV:
        header = block is None or block == 0
        table.write_csv(folder / f"{part}.csv", float_precision=2, include_header=header)
    else:
        table.rechunk().write_parquet(folder / f"{part}.parquet", compression="zstd")


def join_parts(folder: Path, month: Month, blocks: int) -> None:
    """Make one CSV a month of the parts that `blocks` blocks have written."""
    if blocks == 1:
        return
    for name in CSV:
        parts = [folder / f"{name}_{month.name}_{block:03d}.csv" for block in range(blocks)]
        with (folder / f"{name}_{month.name}.csv").open("wb") as whole:
            for part in parts:
                with part.open("rb") as rows:
                    shutil.copyfileobj(rows, whole)
                part.unlink()
