"""One damaged value at a time: what becomes of it, and that nothing else changes."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

DAY = dt.datetime(2025, 1, 5)  # noqa: DTZ001
SURE = "1.23456789012346E+17"

READ: list[tuple[str, str, int, str, str, object]] = [
    # what, table, row, column, as written, as it is in the lake
    ("an integer code", "fee", 1, "med_chrgitm_type", "2", "02"),
    ("a code as a float", "setl", 0, "med_type", "11.0", "11"),
    ("an insurance type as a float", "setl", 0, "insutype", "310.0", "310"),
    ("a level as an integer", "inst", 1, "hosp_lv", "5", "05"),
    ("a sex padded with zeros", "psn", 0, "gend", "01", "1"),
    ("an institution type padded", "inst", 0, "fixmedins_type", "02", "2"),
    ("a credential as an integer", "setl", 0, "mdtrt_cert_type", "1", "01"),
    ("a flag as a float", "setl", 0, "vali_flag", "1.0", "1"),
    ("a flag in Chinese", "diag", 0, "maindiag_flag", "是", "1"),
    ("a flag in English", "dr", 1, "mul_prac_flag", "TRUE", "1"),
    ("a local extension of med_type", "setl", 0, "med_type", "2105", "2105"),
    ("a local med_type with letters", "setl", 0, "med_type", "99A1", "99A1"),
    ("no days of supply", "fee", 0, "prd_days", "", None),
    ("no operation", "mdtrt", 1, "oprn_oprt_code", "", None),
    ("a placeholder for an operation", "mdtrt", 1, "oprn_oprt_code", "-", None),
    ("a line not yet settled", "fee", 0, "setl_id", "", None),
    ("a line settled as 0", "fee", 0, "setl_id", "0", None),
    ("a placeholder for a doctor", "mdtrt", 0, "atddr_no", "0000", None),
    ("a word for a missing doctor", "mdtrt", 0, "atddr_no", "不详", None),
    ("a doctor of hyphens", "fee", 0, "bilg_dr_codg", "--", None),
    ("full-width digits in an amount", "setl", 0, "medfee_sumamt", "１００．００", 10000),
    ("full-width letters in an identifier", "fee", 0, "bilg_dr_codg", "Ｄ１", "D1"),
    ("spaces around a value", "setl", 0, "insutype", "  310 ", "310"),
    ("full-width spaces", "setl", 0, "insutype", "\u3000310\u3000", "310"),
    ("a tab that protects digits", "fee", 0, "bilg_dr_codg", "\tD1", "D1"),
    ("a no-break space", "setl", 0, "insutype", "310\u00a0", "310"),
    ("a zero-width character", "setl", 0, "insutype", "\ufeff310", "310"),
    ("a spreadsheet's formula", "fee", 0, "bilg_dr_codg", '="0012"', "0012"),
    ("a spreadsheet's apostrophe", "fee", 0, "bilg_dr_codg", "'0012", "0012"),
    ("thousands separators", "setl", 1, "medfee_sumamt", "2,500.50", 250050),
    ("a currency sign", "setl", 0, "medfee_sumamt", "¥100.00", 10000),
    ("a currency word", "setl", 0, "medfee_sumamt", "100元", 10000),
    ("a float with noise", "setl", 2, "medfee_sumamt", "35.199999999999996", 3520),
    ("an amount in scientific notation", "setl", 0, "medfee_sumamt", "1E+2", 10000),
    ("a day with slashes", "setl", 0, "setl_time", "2025/1/5", DAY),
    ("a day in Chinese", "setl", 0, "setl_time", "2025年1月5日", DAY),
    ("a day without signs", "setl", 0, "setl_time", "20250105", DAY),
    ("a birth after the visit", "psn", 0, "brdy", "2025-06-01", dt.date(2025, 6, 1)),
    ("an identifier as a float", "fee", 0, "bilg_dr_codg", "1001.0", "1001"),
    ("a void row", "setl", 0, "vali_flag", "0", "0"),
    ("a refund written positive", "setl", 0, "refd_setl_flag", "1", "1"),
]


@pytest.fixture(scope="module")
def read(new_export: Any, ingested_once: Any) -> Any:
    """One ingest of an export with a further row for every value that can be read."""
    export = new_export()
    for number, (_, table, row, column, text, _value) in enumerate(READ):
        key = next(iter(export.rows[table][row]))
        export.add(table, row, **{key: f"K{number}", column: text})
    outcome = ingested_once(export)
    assert outcome.reasons == {}
    return outcome


@pytest.mark.parametrize("number", range(len(READ)), ids=[case[0] for case in READ])
def test_a_value_that_can_be_read(number: int, read: Any) -> None:
    _, table, _, column, _, value = READ[number]
    assert read.cell(table, f"K{number}", column) == value


REFUSED: list[tuple[str, str, int, dict[str, str], str]] = [
    *(
        (f"a person called {sign!r}", "setl", 0, {"psn_no": sign}, "psn_no|placeholder_id")
        for sign in ("0", "0000000000", "无", "-", "NULL", "N/A", "０", "不详", "None")
    ),
    ("a person of spaces", "setl", 0, {"psn_no": " \u3000"}, "psn_no|nullability"),
    ("no person", "fee", 0, {"psn_no": ""}, "psn_no|nullability"),
    (
        "an institution of zeros",
        "mdtrt",
        0,
        {"fixmedins_code": "000"},
        "fixmedins_code|placeholder_id",
    ),
    ("a settlement of zeros", "setl", 0, {"setl_id": "0"}, "setl_id|placeholder_id"),
    ("no amount", "setl", 0, {"medfee_sumamt": ""}, "medfee_sumamt|nullability"),
    ("an amount in words", "setl", 0, {"medfee_sumamt": "about 5"}, "medfee_sumamt|not_a_number"),
    ("parts of a fen", "setl", 0, {"medfee_sumamt": "12.345"}, "medfee_sumamt|not_whole_fen"),
    ("a day that never was", "setl", 0, {"setl_time": "2025-02-30"}, "setl_time|not_a_time"),
    ("day and month unsure", "setl", 0, {"setl_time": "03/04/2025"}, "setl_time|not_a_time"),
    ("a time far away", "setl", 0, {"setl_time": "2199-01-01"}, "setl_time|max"),
    ("a time long ago", "fee", 0, {"fee_ocur_time": "1900-01-01"}, "fee_ocur_time|min"),
    ("an age of 850", "psn", 0, {"brdy": "1174-05-01"}, "brdy|min"),
    ("a sex that is none", "psn", 0, {"gend": "7"}, "gend|regex"),
    ("an end before the begin", "mdtrt", 0, {"endtime": "2025-01-01"}, "ends_after_it_begins"),
    ("supply for minus a day", "fee", 0, {"prd_days": "-1"}, "prd_days|min"),
    ("beds of minus three", "inst", 1, {"aprv_bed_cnt": "-3"}, "aprv_bed_cnt|min"),
    ("half a bed", "inst", 1, {"aprv_bed_cnt": "2.5"}, "aprv_bed_cnt|not_a_whole_number"),
    ("an identifier that lost digits", "setl", 0, {"psn_no": SURE}, "psn_no|digits_lost"),
    ("a doctor that lost digits", "fee", 0, {"bilg_dr_codg": SURE}, "bilg_dr_codg|digits_lost"),
    ("an item without a code", "fee", 0, {"med_list_codg": ""}, "med_list_codg|nullability"),
    (
        "an institution without a name",
        "inst",
        0,
        {"fixmedins_name": ""},
        "fixmedins_name|nullability",
    ),
]


@pytest.fixture(scope="module")
def refused(new_export: Any, ingested_once: Any) -> tuple[Any, list[int]]:
    """One ingest of an export with a further row for every value that cannot, and their lines."""
    export, lines = new_export(), []
    for number, (_, table, row, cells, _reason) in enumerate(REFUSED):
        key = next(iter(export.rows[table][row]))
        export.add(table, row, **{key: f"K{number}", **cells})
        lines.append(len(export.rows[table]) + 1)
    return ingested_once(export), lines


@pytest.mark.parametrize("number", range(len(REFUSED)), ids=[case[0] for case in REFUSED])
def test_a_value_that_cannot_be_used(number: int, refused: tuple[Any, list[int]]) -> None:
    outcome, lines = refused
    _, table, _, _, reason = REFUSED[number]
    kept = outcome.store.scan(f"quarantine/{table}").filter(pl.col("source_line") == lines[number])
    assert kept.select("source_file", "reasons").collect().rows() == [(f"{table}.csv", [reason])]


def test_sound_rows_beside_them_stay(refused: tuple[Any, list[int]], sound_lake: Any) -> None:
    outcome, _ = refused
    for table, rows in sound_lake.items():
        assert outcome.lake(table).equals(rows.sort(rows.columns[1]))


def test_a_refund_nets_out_whatever_sign_it_was_written_with(export: Any, ingested: Any) -> None:
    back = {"refd_setl_flag": "1", "setl_time": "2025-01-06 10:00:00"}
    export.add("setl", 0, setl_id="S4", **back)
    export.add(
        "setl", 1, setl_id="S5", medfee_sumamt="-2500.50", fund_pay_sumamt="-2000.00", **back
    )
    sums = ingested(export).lake("setl").group_by("mdtrt_id").agg(pl.col("fund_pay_sumamt").sum())
    assert dict(sums.iter_rows()) == {"M1": 0, "M2": 0, "M3": 2000}


def test_a_reversed_line_nets_out_whatever_sign_it_was_written_with(
    export: Any, ingested: Any
) -> None:
    export.add("fee", 0, feedetl_sn="F5", init_feedetl_sn="F1")
    export.add("fee", 1, feedetl_sn="F6", init_feedetl_sn="F2", cnt="-1", det_item_fee_sumamt="-40")
    sums = (
        ingested(export).lake("fee").group_by("mdtrt_id").agg(pl.col("det_item_fee_sumamt").sum())
    )
    assert dict(sums.iter_rows()) == {"M1": 0, "M2": 250050, "M3": 3520}


def test_a_row_twice_is_one_row(export: Any, ingested: Any) -> None:
    outcome = ingested(export.add("setl", 0))
    assert outcome.report.tables["setl"].repeated == 1
    assert outcome.keys("setl") == ["S1", "S2", "S3"]


def test_one_key_with_two_contents_waits_whole(export: Any, ingested: Any) -> None:
    outcome = ingested(export.add("setl", 0, medfee_sumamt="999.00"))
    assert outcome.reasons == {"setl": {"primary_key": 2}}
    assert outcome.keys("setl") == ["S2", "S3"]


def checked(outcome: Any, check: str) -> int:
    """How many rows a check of the quality report found."""
    quality = json.loads((outcome.report.folder / "ingest.json").read_text(encoding="utf-8"))
    return sum(each["rows"] for each in quality["checks"] if each["name"] == check)


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        (lambda e: e.set("setl", 0, medfee_sumamt="101.00"), "header_differs"),
        (lambda e: e.add("fee", 0, feedetl_sn="F9"), "duplicate_line"),
        (lambda e: e.set("fee", 0, setl_id=""), "unsettled_line"),
        (lambda e: e.set("psn", 0, brdy="1890-01-01"), "absurd_age"),
        (lambda e: e.set("setl", 0, mdtrt_id="M9"), "unknown_encounter"),
        (lambda e: e.set("setl", 0, psn_no="P9"), "unknown_person"),
    ],
    ids=["header", "near duplicate", "unsettled", "age", "encounter", "person"],
)
def test_what_is_odd_but_possible_is_kept_and_told(
    damage: Callable[[Any], Any], check: str, export: Any, ingested: Any
) -> None:
    outcome = ingested(damage(export))
    assert outcome.reasons == {}
    assert checked(outcome, check) >= 1
