import datetime as dt
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.contract import TABLES
from pipelines.intake.parsing import Parsed, parse, parse_sum


def parsed(
    text: str | None, column: str, *, money: str = "yuan", formats: tuple[str, ...] = ()
) -> object:
    """The value of one text, or the name of its fault."""
    table, name = column.split(".")
    return _read({"text": text}, parse(pl.col("text"), name, TABLES[table], money, formats))


def _read(texts: dict[str, str | None], column: Parsed) -> object:
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))
    row = frame.select(column.value.alias("value"), **column.faults).row(0, named=True)
    value = row.pop("value")
    faults = [name for name, wrong in row.items() if wrong]
    assert not faults or value is None
    return " ".join(faults) or value


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.3", 1230),
        ("-0.01", -1),
        ("0", 0),
        ("1,234,567.89", 123456789),
        ("12.299999999999999", 1230),
        ("1.2E+3", 120000),
        (".5", 50),
        ("+3", 300),
        ("999,999,999,999,999.99", 99999999999999999),
        (None, None),
        ("12.345", "not_whole_fen"),
        ("12.30001", "not_whole_fen"),
        ("1000000000000000.01", "not_a_number"),
        ("12,34", "not_a_number"),
        ("¥5", "not_a_number"),
        ("abc", "not_a_number"),
        ("NaN", "not_a_number"),
        ("1e40", "not_a_number"),
        ("9" * 29, "not_a_number"),
    ],
)
def test_money_in_yuan_is_exact_fen(text: str | None, fen: object) -> None:
    assert parsed(text, "setl.medfee_sumamt") == fen


def test_money_in_fen() -> None:
    assert parsed("1230", "setl.medfee_sumamt", money="fen") == 1230
    assert parsed("1230.5", "setl.medfee_sumamt", money="fen") == "not_whole_fen"
    assert parsed("1250", "fee.pric", money="fen") == 12.5


@given(st.integers(-(10**15), 10**15))
def test_every_amount_with_two_decimals_is_read_exactly(fen: int) -> None:
    yuan = Decimal(fen) / 100
    assert parsed(f"{yuan:.2f}", "setl.medfee_sumamt") == fen
    assert parsed(str(float(yuan)), "setl.balc") == fen


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5", 1.5),
        ("1,000", 1000.0),
        ("inf", "not_a_number"),
        ("nan", "not_a_number"),
        ("x", "not_a_number"),
    ],
)
def test_numbers_are_finite(text: str, value: object) -> None:
    assert parsed(text, "fee.cnt") == value


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("3.0", 3), ("3.5", "not_a_whole_number")])
def test_whole_numbers(text: str, value: object) -> None:
    assert parsed(text, "inst.aprv_bed_cnt") == value


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-03",
        "2025-01-03 00:00:00",
        "2025-01-03T00:00:00",
        "2025-01-03 00:00",
        "2025-01-03 00:00:00.000",
        "2025/1/3",
        "2025/01/03 00:00:00",
        "2025.01.03",
        "2025年1月3日",
        "20250103",
        "20250103000000",
    ],
)
def test_times_are_read_as_iso(text: str) -> None:
    assert parsed(text, "setl.setl_time") == dt.datetime(2025, 1, 3)  # noqa: DTZ001
    assert parsed(text, "psn.brdy") == dt.date(2025, 1, 3)


def test_the_formats_of_the_mapping_come_first() -> None:
    formats = ("%d/%m/%Y %H:%M", "%Y%m%d")
    time = dt.datetime(2025, 2, 1, 9, 30)  # noqa: DTZ001
    assert parsed("01/02/2025 09:30", "setl.setl_time", formats=formats) == time
    assert parsed("20250201", "psn.brdy", formats=formats) == dt.date(2025, 2, 1)
    assert parsed("2025-02-01", "psn.brdy", formats=formats) == dt.date(2025, 2, 1)


@pytest.mark.parametrize("text", ["2025-02-30", "202502", "01/02/2025", "soon", "2025-02-01x"])
def test_what_is_no_time_is_a_fault(text: str) -> None:
    assert parsed(text, "setl.setl_time") == "not_a_time"


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("inst.hosp_lv", "2", "02"),
        ("inst.hosp_lv", "11", "11"),
        ("fee.med_chrgitm_type", "1.0", "01"),
        ("setl.med_type", "21.0", "21"),
        ("setl.med_type", "1301", "1301"),
        ("setl.med_type", "门诊", "门诊"),
    ],
)
def test_codes_written_as_numbers_are_restored(column: str, text: str, code: str) -> None:
    assert parsed(text, column) == code


@pytest.mark.parametrize("text", ["0", "000", "-", "无", "NA", "null"])
def test_placeholders_of_optional_identifiers_are_missing(text: str) -> None:
    assert parsed(text, "mdtrt.atddr_no") is None
    assert parsed(text, "inst.uscc") is None
    assert parsed(text, "mdtrt.mdtrt_id") == text
    assert parsed(text, "setl.setl_type") == text


def test_a_value_outside_a_closed_list_is_a_fault() -> None:
    assert parsed("cleared", "case.outcome") == "cleared"
    assert parsed("maybe", "case.outcome") == "unknown_value"


@pytest.mark.parametrize(
    ("texts", "total"),
    [
        (("1.10", "2.20"), 330),
        (("1.10", None), 110),
        ((None, None), None),
        (("1.10", "x"), "not_a_number"),
        (("1.105", "1.005"), "not_whole_fen"),
    ],
)
def test_a_sum_of_amounts(texts: tuple[str | None, str | None], total: object) -> None:
    columns = dict(zip("ab", texts, strict=True))
    assert _sum(columns) == total


def _sum(columns: dict[str, str | None]) -> object:
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    column = parse_sum([pl.col("a"), pl.col("b")], "yuan")
    row = frame.select(column.value.alias("value"), **column.faults).row(0, named=True)
    value = row.pop("value")
    return " ".join(name for name, wrong in row.items() if wrong) or value
