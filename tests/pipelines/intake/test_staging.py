from pathlib import Path

import polars as pl

from features.contract import TABLES
from pipelines.intake.staging import Staging

INST = TABLES["inst"]


def test_refused_rows_are_put_aside_by_month(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    staging.add("bad", INST, pl.DataFrame({"_month": ["b", "a", "b"], "x": [1, 2, 3]}))
    staging.add("bad", INST, pl.DataFrame({"_month": ["b"], "x": [4], "y": [5]}))
    assert staging.months("bad", INST) == ["a", "b"]
    assert staging.months("lake", INST) == []
    rows = staging.scan("bad", INST, "b").collect()
    assert rows.rows() == [(1, None), (3, None), (4, 5)]


def test_good_rows_are_put_aside_in_the_order_of_the_key(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    rows = pl.DataFrame(
        {"_month": ["b", "a", "b"], "fixmedins_code": ["3", "1", "2"], "source_line": [2, 3, 4]}
    )
    staging.add("good", INST, rows)
    staging.add("good", INST, rows.head(1).with_columns(uscc=pl.lit("u")))
    staging.add("good", INST, rows.clear())
    assert len(staging.parts("good", INST)) == 2
    codes = staging.scan("good", INST).collect()["fixmedins_code"].to_list()
    assert codes == ["1", "2", "3", "3"]
    assert staging.supplied(INST) == {"a": {"fixmedins_code"}, "b": {"fixmedins_code", "uscc"}}
    assert staging.supplied(TABLES["psn"]) == {}


def test_a_finished_partition_without_rows_becomes_an_empty_folder(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    staging.fresh.write("lake/inst", "a", pl.DataFrame({"x": ["new"]}))
    staging.fresh.write("lake/inst", "b", pl.DataFrame(schema={"x": pl.String}))
    staging.tidy()
    assert staging.fresh.partition("lake/inst", "a").exists()
    assert list(staging.fresh.partition("lake/inst", "b").parent.iterdir()) == []
