"""Whether a month's claims came, whole and on time."""

import calendar
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from features.contract import TABLES
from features.windows import first_day, shift
from pipelines.store import Store
from pipelines.watch.alert import WatchAlert
from pipelines.watch.limits import Supply

TABLE: dict[str, type[pl.DataType]] = {
    "table": pl.String,
    "rows": pl.Int64,
    "usual": pl.Float64,
    "ratio": pl.Float64,
    "last_day": pl.Date,
    "silent_days": pl.Int64,
}
"""Columns of `tables`: rows of the month, the median of the months before, their ratio, the last
day that has a row, and the days of the month after it."""

SILENT: dict[str, type[pl.DataType]] = {
    "fixmedins_code": pl.String,
    "area": pl.String,
    "usual": pl.Float64,
}
"""Columns of `silent`: institutions that settled before and not in this month."""


def tables(store: Store, month: str, limits: Supply) -> pl.DataFrame:
    """Every monthly table that the lake has in the month or had before it, columns of `TABLE`."""
    rows = []
    for table in TABLES.values():
        before = [m for m in store.months(f"lake/{table.name}") if m < month]
        usual = [_rows(store, table.name, m) for m in before[-limits.compared_months :]]
        here = _rows(store, table.name, month)
        if table.month_of is None or not (usual or here):
            continue
        middle = pl.Series(usual, dtype=pl.Float64).median()
        newest = pl.col(table.month_of).max().cast(pl.Date)
        last_day = store.lake(table.name, [month]).select(newest).collect().item()
        silent = None if last_day is None else _days(month) - last_day.day
        ratio = here / middle if isinstance(middle, float) and middle > 0 else None
        rows.append((table.name, here, middle, ratio, last_day, silent))
    return pl.DataFrame(rows, schema=TABLE, orient="row")


def silent(store: Store, month: str, limits: Supply, least: float) -> pl.DataFrame:
    """Institutions with at least `least` settlements in a usual month and none in this one."""
    months = [shift(month, -by) for by in range(1, limits.compared_months + 1)]
    held = [m for m in store.months("lake/setl") if m in months]
    if not held:
        return pl.DataFrame(schema=SILENT)
    counts = pl.concat(
        store.lake("setl", [m]).group_by("fixmedins_code").agg(n=pl.len()) for m in held
    )
    # A month without a row counts as 0, so the middle one is found among all months.
    sparse = pl.col("n").sort(descending=True).get(len(held) // 2, null_on_oob=True).fill_null(0)
    usual = counts.group_by("fixmedins_code").agg(usual=sparse.cast(pl.Float64))
    area = store.lake("inst").select("fixmedins_code", area="fix_blng_admdvs")
    return (
        usual.filter(pl.col("usual") >= least)
        .join(store.lake("setl", [month]), on="fixmedins_code", how="anti")
        .join(area, on="fixmedins_code", how="left")
        .select(list(SILENT))
        .sort("usual", "fixmedins_code", descending=[True, False])
        .collect()
    )


def supply_alerts(
    found: pl.DataFrame, gone: pl.DataFrame, limits: Supply, quality: Mapping[str, Any]
) -> Iterator[WatchAlert]:
    """One alert per table that is missing, cut short or of unusual size; one for the silent."""
    for row in found.iter_rows(named=True):
        usual, ratio = row["usual"], row["ratio"]
        numbers = {"rows": row["rows"], "usual": usual, "last_day": row["last_day"]}
        if not row["rows"]:
            yield WatchAlert("missing_table", row["table"], numbers=numbers)
        elif (row["silent_days"] or 0) >= limits.silent_days and (usual or 0) >= limits.daily_rows:
            yield WatchAlert("cut_short", row["table"], numbers=numbers)
        elif (
            ratio is not None
            and usual >= quality["compared_rows"]
            and not (quality["rows_from"] <= ratio <= quality["rows_to"])
        ):
            yield WatchAlert("volume", row["table"], numbers=numbers)
    if gone.height:
        rows = float(gone.get_column("usual").sum())
        who = "、".join(gone.get_column("fixmedins_code").head(_NAMED))
        areas = tuple(gone.get_column("area").drop_nulls().unique().sort())
        yield WatchAlert("silent", who, areas=areas, numbers={"n": gone.height, "usual": rows})


_NAMED = 5


def _rows(store: Store, table: str, month: str) -> int:
    count: int = store.lake(table, [month]).select(pl.len()).collect().item()
    return count


def _days(month: str) -> int:
    day = first_day(month)
    return calendar.monthrange(day.year, day.month)[1]
