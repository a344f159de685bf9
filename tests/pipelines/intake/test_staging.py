import polars as pl

from features.contract import TABLES
from pipelines.intake.staging import Staging
from pipelines.store import Store

INST = TABLES["inst"]


def test_rows_are_put_aside_by_month(store: Store) -> None:
    staging = Staging(store.root)
    staging.add("good", INST, pl.DataFrame({"_month": ["b", "a", "b"], "x": [1, 2, 3]}))
    staging.add("good", INST, pl.DataFrame({"_month": ["b"], "x": [4], "y": [5]}))
    assert staging.months("good", INST) == ["a", "b"]
    assert staging.months("bad", INST) == []
    rows = staging.scan("good", INST, "b").collect()
    assert rows.rows() == [(1, None), (3, None), (4, 5)]


def test_commit_replaces_and_removes_partitions(store: Store) -> None:
    for month in ("2025-01", "2025-02", "2025-03"):
        store.write("lake/inst", month, pl.DataFrame({"x": ["old"]}))
    staging = Staging(store.root / ".staging")
    staging.fresh.write("lake/inst", "2025-01", pl.DataFrame({"x": ["new"]}))
    staging.fresh.write("lake/inst", "2025-02", pl.DataFrame({"x": []}, schema={"x": pl.String}))
    staging.commit(store)
    assert store.months("lake/inst") == ["2025-01", "2025-03"]
    assert store.scan("lake/inst").collect()["x"].to_list() == ["new", "old"]
