import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.intake.masking import MASKED, hidden, masked, scrub

ROW = {
    "source_line": 2,
    "VISIT": "V1",
    "DIAG": "肺炎",
    "HOSP": "模拟市第一医院",
    "psn_name": "甲乙丙",
    "certno": "830000208801010078",
    "tel": "0731-8888 0000",
    "addr": "模拟市幸福路12号",
}
TEXTS = dict.fromkeys(ROW, pl.String) | {"source_line": pl.UInt32}
IDENTITY = ["psn_name", "certno", "tel", "addr"]
COLUMNS = ["source_line", "VISIT", "DIAG", "HOSP"]


def scrubbed(**change: str | None) -> dict[str, str]:
    rows = pl.DataFrame([ROW | change], schema=TEXTS)
    return scrub(rows, COLUMNS, IDENTITY, {"DIAG", "HOSP"}).row(0, named=True)


def test_columns_of_persons_are_dropped_and_the_rest_stays() -> None:
    assert scrubbed() == {name: ROW[name] for name in COLUMNS}


@pytest.mark.parametrize(
    "text",
    [
        "甲乙丙肺炎",
        "肺炎 甲　乙 丙",
        "证号830000208801010078",
        "证号８３００００２０８８０１０１００７８",
        "电话0731 88880000",
        "家住幸福路，模拟市幸福路12号",
        "电话13900000000",
    ],
)
def test_a_free_text_with_identity_is_masked_as_a_whole(text: str) -> None:
    assert scrubbed(DIAG=text)["DIAG"] == MASKED


@pytest.mark.parametrize("code", ["甲乙丙", "V-甲乙丙-1", "V830000208801010078", "0731-88880000"])
def test_a_code_with_the_identity_of_its_row_is_masked(code: str) -> None:
    assert scrubbed(VISIT=code)["VISIT"] == MASKED


def test_a_code_that_only_looks_like_a_number_of_a_person_stays() -> None:
    assert scrubbed(VISIT="13900000000")["VISIT"] == "13900000000"


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("psn_name", "Li Wei", "X LI WEI 1"),
        ("psn_name", "阿里·买买提", "阿里•买买提"),
        ("tel", "88880000", "tel:88880000"),
    ],
)
def test_identity_is_found_in_any_case_and_spacing(column: str, value: str, code: str) -> None:
    assert scrubbed(**{column: value, "DIAG": code})["DIAG"] == MASKED


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("psn_name", "Li", "ALIEN"),
        ("psn_name", "Li", "clinic of liver"),
        ("psn_name", "无", "无异常"),
        ("psn_name", "不详", "诊断不详"),
        ("psn_name", "医", "第一医院"),
        ("psn_name", None, "第一医院"),
        ("psn_name", " ", "第一 医院"),
        ("tel", "0", "2025-01-03 00:00:00"),
        ("tel", "00000000", "V00000000001"),
        ("tel", "88880000", "1888800001"),
        ("addr", "模拟市幸福区", "模拟市幸福区人民医院"),
        ("addr", "430102", "430102"),
    ],
)
def test_what_tells_nothing_masks_nothing(column: str, value: str | None, kept: str) -> None:
    assert scrubbed(**{column: value, "DIAG": kept})["DIAG"] == kept


def test_another_rows_identity_masks_nothing() -> None:
    rows = pl.DataFrame([ROW, ROW | {"source_line": 3, "psn_name": "丁戊己", "DIAG": "甲乙丙病"}])
    assert scrub(rows, ["DIAG"], IDENTITY, {"DIAG"})["DIAG"].to_list() == ["肺炎", "甲乙丙病"]


def test_identity_that_is_asked_for_is_masked_throughout() -> None:
    rows = pl.DataFrame([ROW, ROW | {"psn_name": "李"}, ROW | {"psn_name": None}])
    kept = scrub(rows, ["psn_name"], IDENTITY, ())
    assert kept["psn_name"].to_list() == [MASKED, MASKED, None]
    assert kept.select(hidden(pl.all()))["psn_name"].to_list() == [True, True, False]


def test_a_missing_identity_stays_missing() -> None:
    rows = pl.DataFrame([ROW | {"certno": "  "}])
    assert scrub(rows, ["certno"], IDENTITY, ())["certno"].to_list() == ["  "]


def test_a_masked_part_is_enough_to_refuse_an_identifier() -> None:
    rows = pl.DataFrame({"id": ["V-[masked]-1", "V-1", None]})
    assert rows.select(hidden(pl.col("id")))["id"].to_list() == [True, False, False]


def test_numbers_that_become_pseudonyms_stay_but_mask_others() -> None:
    rows = pl.DataFrame([ROW | {"VISIT": "V830000208801010078"}])
    kept = scrub(rows, ["certno", "VISIT"], ["certno"], (), {"certno"})
    assert kept.row(0) == ("830000208801010078", MASKED)


def test_the_name_of_an_institution_may_come_from_a_column_called_name() -> None:
    rows = pl.DataFrame({"name": ["模拟市第一医院"], "code": ["H1"]})
    assert_frame_equal(scrub(rows, ["name", "code"], ["name"], {"name"}), rows)


def test_an_empty_batch_stays_empty() -> None:
    rows = pl.DataFrame([ROW]).clear()
    assert_frame_equal(scrub(rows, COLUMNS, IDENTITY, {"DIAG"}), rows.select(COLUMNS))


@given(
    st.text("甲乙丙丁戊己", min_size=2, max_size=4),
    st.text("病医院 a1", max_size=4),
    st.text("病医院 b2", max_size=4),
    st.sampled_from(["DIAG", "VISIT"]),
)
def test_no_chinese_name_survives_in_its_row(
    name: str, before: str, after: str, column: str
) -> None:
    assert scrubbed(psn_name=f" {name} ", **{column: before + name + after})[column] == MASKED


CODES = ["V1", " H43010000001 ", "2025-01-03 12:00:00", "1,234.50", "-", "", "0", "无", "null",
         "XJ01CAA040A001010", "J18.900x002", "12 34", "%", MASKED]  # fmt: skip
NAMES = ["甲乙丙", "Zhang San", "ZHANG SAN 3", "Zhangsan", "zhang@mail.test1", "幸福路12号",
         "V1\n甲", "13900000000", "830000208801010078", "V-830000880101007"]  # fmt: skip


@pytest.mark.parametrize("value", CODES)
def test_codes_numbers_and_times_may_be_kept(value: str) -> None:
    assert masked(pl.DataFrame({"A": [value]}))["A"].to_list() == [value]


@pytest.mark.parametrize("value", NAMES)
def test_anything_else_is_masked_in_the_quarantine(value: str) -> None:
    rows = pl.DataFrame({"A": [value], "B": [value]})
    assert masked(rows, {"B"}).row(0) == (f"[masked {len(value)} characters]", value)


def test_nothing_and_numbers_stay() -> None:
    rows = pl.DataFrame({"source_line": [2], "A": [None]}, schema_overrides={"A": pl.String})
    assert_frame_equal(masked(rows), rows)
