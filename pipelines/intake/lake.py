"""Bring the good rows of one ingest together with what the lake holds, a month at a time.

Of the rows of one primary key, equal ones are one row. Two that differ within one ingest are
both refused: nothing says which is right. One that differs from the lake replaces it, because
the later ingest wins, even where its time puts it into another month.
"""

from dataclasses import dataclass, field

import polars as pl

from features.contract import Table
from pipelines.intake.quarantine import MONTH
from pipelines.intake.sources import SOURCE_LINE
from pipelines.intake.staging import Staging
from pipelines.store import Store

SOURCE = "_reading"
"""The number of the reading that a row came from."""


@dataclass
class Merged:
    """What became of the good rows of one table.

    Attributes:
        kept: rows that are now in the lake and were not before.
        repeated: rows that were there already, or that came more than once.
        replaced: those of the kept rows whose key was there with another content.
        months: the months of the lake that change.
        conflicts: the key, `_reading`, `source_line`, `month` of rows whose key came with two
            contents.
    """

    kept: int = 0
    repeated: int = 0
    replaced: int = 0
    months: set[str] = field(default_factory=set)
    conflicts: list[pl.DataFrame] = field(default_factory=list)


def merge(store: Store, staging: Staging, table: Table) -> Merged:
    """Write the new partitions of `table` into `staging.fresh`; `store` is only read."""
    merged = Merged()
    months = staging.months("good", table)
    crossing = _crossing(staging, table, months)
    for month in months:
        _merge_month(month, crossing, store, staging, table, merged)
    for month in store.months(_folder(table)):
        _drop_moved(month, store, staging, table, merged)
    return merged


def _folder(table: Table) -> str:
    return f"lake/{table.name}"


def _crossing(staging: Staging, table: Table, months: list[str]) -> pl.DataFrame:
    """The keys that this ingest has in more than one month."""
    if len(months) < 2:  # noqa: PLR2004
        return pl.DataFrame(schema={name: table.dtypes[name] for name in table.key})
    keys = [staging.scan("good", table, month).select(table.key).unique() for month in months]
    counted = pl.concat(keys).group_by(table.key).len(name="months")
    return counted.filter(pl.col("months") > 1).select(table.key).collect()


def _merge_month(
    month: str,
    crossing: pl.DataFrame,
    store: Store,
    staging: Staging,
    table: Table,
    merged: Merged,
) -> None:
    came = staging.scan("good", table, month).collect(engine="in-memory")
    supplied = [name for name in table.columns if name in came.columns]
    once = _once(came, supplied, table.key)
    rows = _without_conflicts(once, month, crossing, table, merged).select(supplied)
    held = _held(store, table, month, rows)
    columns = [name for name in table.columns if name in {*rows.columns, *held.columns}]
    rows, held = _padded(rows, columns, table), _padded(held, columns, table)
    known = rows.join(held, on=table.key, how="semi")
    same = known.join(held, on=columns, how="semi", nulls_equal=True).height if len(known) else 0
    merged.repeated += len(came) - len(once) + same
    merged.replaced += len(known) - same
    merged.kept += len(rows) - same
    if len(rows) > same:
        others = held.join(rows, on=table.key, how="anti")
        _write(pl.concat([others, rows]), month, staging, table, merged)


def _once(came: pl.DataFrame, supplied: list[str], key: list[str]) -> pl.DataFrame:
    """Equal rows once; looked at only where a key repeats, which is rare."""
    if not came.select(key).is_duplicated().any():
        return came
    return came.unique(supplied, keep="first", maintain_order=True)


def _without_conflicts(
    once: pl.DataFrame, month: str, crossing: pl.DataFrame, table: Table, merged: Merged
) -> pl.DataFrame:
    twice = once.filter(once.select(table.key).is_duplicated()).select(table.key)
    refused = pl.concat([twice, crossing]).unique()
    if refused.is_empty():
        return once
    conflicts = once.join(refused, on=table.key, how="semi")
    merged.conflicts.append(
        conflicts.select(*table.key, SOURCE, SOURCE_LINE, pl.lit(month).alias(MONTH))
    )
    return once.join(refused, on=table.key, how="anti", maintain_order="left")


def _held(store: Store, table: Table, month: str, rows: pl.DataFrame) -> pl.DataFrame:
    """What the lake has for the month, or an empty frame like `rows`."""
    part = store.partition(_folder(table), month)
    return pl.read_parquet(part, glob=False) if part.exists() else rows.clear()


def _padded(frame: pl.DataFrame, columns: list[str], table: Table) -> pl.DataFrame:
    absent = (n for n in columns if n not in frame.columns)
    return frame.with_columns(pl.lit(None, table.dtypes[n]).alias(n) for n in absent).select(
        columns
    )


def _drop_moved(month: str, store: Store, staging: Staging, table: Table, merged: Merged) -> None:
    """Take rows out of `month` whose newest version belongs to another month."""
    others = [other for other in staging.months("good", table) if other != month]
    if not others:
        return
    came = pl.concat([staging.scan("good", table, m).select(table.key) for m in others])
    for conflicts in merged.conflicts:
        came = came.join(conflicts.lazy(), on=table.key, how="anti")
    part = store.partition(_folder(table), month)
    moved = pl.scan_parquet(part, glob=False).select(table.key).join(came, on=table.key, how="semi")
    keys = moved.collect()
    if keys.is_empty():
        return
    fresh = staging.fresh.partition(_folder(table), month)
    rows = pl.read_parquet(fresh if fresh.exists() else part, glob=False)
    merged.replaced += len(keys)
    _write(rows.join(keys, on=table.key, how="anti"), month, staging, table, merged)


def _write(rows: pl.DataFrame, month: str, staging: Staging, table: Table, merged: Merged) -> None:
    staging.fresh.write(_folder(table), month, rows.sort(table.key).rechunk())
    merged.months.add(month)
