"""What several months look back on is read once."""

import polars as pl

from features.keys import NUMBERED
from pipelines.engine import Engine
from pipelines.profile.recent import Recent

TABLES = {
    ("order", month): pl.LazyFrame({"mdtrt_id": [f"E{month}"], "cnt": [1]}) for month in "abc"
}


def recent(read: list[str], kept: int) -> Recent:
    def once(table: str, month: str) -> pl.LazyFrame:
        read.append(month)
        return TABLES[table, month]

    return Recent(Engine(), once, kept)


def test_months_come_in_order_with_their_keys_as_numbers() -> None:
    rows = recent([], 2).months("order", ["b", "a"]).collect()
    assert rows.schema["mdtrt_id"] == NUMBERED
    assert rows["mdtrt_id"].to_list() == ["Eb", "Ea"]


def test_a_month_is_read_once_while_it_is_remembered() -> None:
    read: list[str] = []
    seen = recent(read, 2)
    seen.months("order", ["a", "b"])
    seen.months("order", ["b", "c"])
    assert read == ["a", "b", "c"]
    seen.months("order", ["a"])
    assert read == ["a", "b", "c", "a"]
