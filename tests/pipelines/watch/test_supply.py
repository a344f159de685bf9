"""What came of a month's claims."""

import datetime as dt
from pathlib import Path

import polars as pl

from features.contract import TABLES
from pipelines.store import WHOLE, Store
from pipelines.watch.limits import Supply
from pipelines.watch.supply import silent, supply_alerts, tables

LIMITS = Supply(compared_months=6, silent_days=5, daily_rows=20)
QUALITY = {"rows_from": 0.7, "rows_to": 1.5, "compared_rows": 10}
MONTHS = [f"2024-{n:02}" for n in range(1, 5)]


def lake(root: Path, last: dict[str, int], until: int = 30) -> Store:
    """Four months of settlements, 20 of each of two houses; the last month as told."""
    store = Store(root)
    for month in MONTHS:
        counts = last if month == MONTHS[-1] else {"H1": 20, "H2": 20}
        rows = [
            dict.fromkeys(TABLES["setl"].dtypes)
            | {"setl_id": f"{house}{month}{n}", "fixmedins_code": house,
               "setl_time": dt.datetime.fromisoformat(f"{month}-{1 + n % min(until, 29):02}")}
            for house, count in counts.items()
            for n in range(count)
        ]  # fmt: skip
        if rows:
            store.write("lake/setl", month, pl.DataFrame(rows, schema=TABLES["setl"].dtypes))
    inst = [dict.fromkeys(TABLES["inst"].dtypes) | {"fixmedins_code": "H2", "fix_blng_admdvs": "A"}]
    store.write("lake/inst", WHOLE, pl.DataFrame(inst, schema=TABLES["inst"].dtypes))
    return store


def alerts(store: Store) -> list[tuple[str, str, tuple[str, ...]]]:
    found, gone = tables(store, MONTHS[-1], LIMITS), silent(store, MONTHS[-1], LIMITS, 10)
    told = supply_alerts(found, gone, LIMITS, QUALITY)
    return [(alert.kind, alert.subject, alert.areas) for alert in told]


def test_a_usual_month_raises_nothing(tmp_path: Path) -> None:
    assert alerts(lake(tmp_path, {"H1": 29, "H2": 29})) == []


def test_a_month_without_a_table_that_came_before(tmp_path: Path) -> None:
    found = alerts(lake(tmp_path, {}))
    assert found[0] == ("missing_table", "setl", ())


def test_an_export_that_was_made_too_early(tmp_path: Path) -> None:
    assert alerts(lake(tmp_path, {"H1": 20, "H2": 20}, until=20)) == [("cut_short", "setl", ())]


def test_twice_as_many_rows_as_usual(tmp_path: Path) -> None:
    assert alerts(lake(tmp_path, {"H1": 60, "H2": 40})) == [("volume", "setl", ())]


def test_who_settled_every_month_and_does_no_more(tmp_path: Path) -> None:
    assert alerts(lake(tmp_path, {"H1": 40})) == [("silent", "H2", ("A",))]


def test_the_first_month_of_a_lake_is_compared_with_nothing(tmp_path: Path) -> None:
    store = lake(tmp_path, {"H1": 20})
    first = tables(store, MONTHS[0], LIMITS).row(0, named=True)
    assert (first["rows"], first["usual"], first["ratio"]) == (40, None, None)
    assert silent(store, MONTHS[0], LIMITS, 10).is_empty()
