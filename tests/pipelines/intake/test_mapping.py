from features.contract import TABLES
from pipelines.intake.mapping import Concat, Constant, Field, Sum, TableMapping, Unpivot

DIAG = TableMapping(
    table=TABLES["diag"],
    files="*.csv",
    columns={
        "diag_time": Field("DAY"),
        "diag_code": Unpivot(("DX1", "DX2"), position="diag_srt_no"),
        "mdtrt_id": Concat(("SITE", "VISIT")),
        "maindiag_flag": Constant("1"),
    },
)


def test_source_columns_are_listed_once_in_the_order_of_the_mapping() -> None:
    assert DIAG.source_columns == ["DAY", "DX1", "DX2", "SITE", "VISIT"]


def test_the_position_of_an_unpivoted_column_is_supplied_too() -> None:
    assert DIAG.supplied == ["mdtrt_id", "diag_code", "diag_time", "diag_srt_no", "maindiag_flag"]


def test_a_table_knows_its_unpivoted_column() -> None:
    assert DIAG.unpivoted == ("diag_code", DIAG.columns["diag_code"])
    plain = TableMapping(TABLES["setl"], "*.csv", {"medfee_sumamt": Sum(("A", "A"))})
    assert plain.unpivoted is None
    assert plain.source_columns == ["A"]
