import polars as pl
from polars.testing import assert_frame_equal

from features.contract import TABLES
from pipelines.intake.mapping import Concat, Constant, Field, Source, Sum, TableMapping, Unpivot
from pipelines.intake.translate import Translated, translate


def translated(batch: dict[str, list[str | None]], table: str, **columns: Source) -> Translated:
    schema = dict.fromkeys(batch, pl.String)
    frame = pl.DataFrame(batch, schema=schema).with_row_index("source_line", offset=2)
    return translate(frame, TableMapping(TABLES[table], "*.csv", columns, null_values=("", "NA")))


def column(batch: list[str | None], source: Source, name: str = "setl_id") -> list[str | None]:
    return translated({"A": batch}, "setl", **{name: source}).rows[name].to_list()


def test_spaces_go_and_missing_values_become_null() -> None:
    assert column([" S1 ", "\u3000S2\t", "NA", " NA ", "", None], Field("A")) == [
        "S1",
        "S2",
        *[None] * 4,
    ]


def test_values_that_the_map_does_not_name() -> None:
    values, texts = {"1": "11"}, ["1", "2", None]
    kept = Field("A", values=values)
    emptied = Field("A", values=values, other="null")
    assert column(texts, kept, "med_type") == ["11", "02", None]
    assert column(texts, emptied, "med_type") == ["11", None, None]


def test_unnamed_values_can_be_a_fault() -> None:
    refused = Field("A", values={"1": "11"}, other="quarantine")
    faults = translated({"A": ["1", "2", None]}, "setl", med_type=refused).faults
    assert faults.rows() == [(1, "med_type|unknown_value")]


def test_constants_fill_every_row() -> None:
    assert column(["x", "y"], Constant("310"), "insutype") == ["310", "310"]


def test_concat_joins_and_is_missing_with_any_part() -> None:
    batch: dict[str, list[str | None]] = {"A": ["1", "1"], "B": ["2", "NA"]}
    source = Concat(("A", "B"), separator="-", prefix="M")
    assert translated(batch, "setl", setl_id=source).rows["setl_id"].to_list() == ["M1-2", None]


def test_sum_adds_money() -> None:
    batch: dict[str, list[str | None]] = {"A": ["1.5", "x"], "B": ["NA", "1"]}
    done = translated(batch, "setl", medfee_sumamt=Sum(("A", "B")))
    assert done.rows["medfee_sumamt"][0] == 150
    assert done.faults.rows() == [(1, "medfee_sumamt|not_a_number")]


def test_a_source_column_may_be_named_as_another_contract_column() -> None:
    batch: dict[str, list[str | None]] = {"setl_id": ["V"], "mdtrt_id": ["S"]}
    done = translated(batch, "setl", setl_id=Field("mdtrt_id"), mdtrt_id=Field("setl_id"))
    assert done.rows.select("setl_id", "mdtrt_id").row(0) == ("S", "V")


def test_unpivot_gives_a_row_per_value_with_its_place() -> None:
    batch: dict[str, list[str | None]] = {
        "V": ["V1", "V2", "V3"],
        "DX1": ["A", "B", None],
        "DX2": [None, "B", None],
        "DX3": ["C", "D", "NA"],
    }
    source = Unpivot(("DX1", "DX2", "DX3"), position="diag_srt_no")
    done = translated(batch, "diag", mdtrt_id=Field("V"), diag_code=source)
    expected = pl.DataFrame(
        {
            "source_line": [2, 2, 3, 3],
            "mdtrt_id": ["V1", "V1", "V2", "V2"],
            "diag_code": ["A", "C", "B", "D"],
            "diag_srt_no": [1, 3, 1, 3],
        },
        schema_overrides={"source_line": pl.UInt32},
    )
    assert_frame_equal(done.rows.drop("_row"), expected)
    assert done.repeated == 1
