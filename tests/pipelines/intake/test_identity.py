import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.contract import TABLES
from pipelines.intake.identity import (
    certificate_number,
    identity_columns,
    is_address,
    personal_number,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(born: str = "20880101", serial: int = 7, region: str = "830000") -> str:
    """A number with a right check digit, of somebody who is not born yet."""
    body = f"{region}{born}{serial:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def told(expr: pl.Expr, *values: str | None) -> list[bool]:
    return pl.DataFrame({"text": values}, schema={"text": pl.String}).select(expr)["text"].to_list()


NATIONAL = """psn_name certno psn_cert_no mdtrt_cert_no tel mob live live_addr hsreg_addr coner_name
coner_addr coner_tel addr emp_addr dr_name legrep_name legent_name prsc_dr_certno phar_certno
atddr_name chfpdr_name bilg_dr_name orders_dr_name dise_dor_name oper_dr_name patn_name"""

SPELLED = """姓名 患者姓名 身份证号 身份证号码 公民身份号码 社会保障号码 证件号码 联系电话 手机
手机号 家庭住址 户口地址 工作单位地址 联系人 监护人 法定代表人 法人 经办人 开单医师名称 就诊凭证编号
xm hzxm sfzh lxdh PSN_NAME T_PSN_NAME psnName PSN_NAME_1 patientName Patient-Name first_name
full_name LastName name NAME ＴＥＬ MOBILE telephone contact_phone home_address addresses
LIVEADDR idCard ID_NO patient_id_no email"""

FREE = """fixmedins_name hosp_name dept_name bilg_dept_name adm_dept_name dise_name diag_name
oprn_oprt_name prodname spler_name prodentp_name main_pracins_name dr_prac_scp_name emp_name emp_no
psn_cert_type mdtrt_cert_type gend age live_admdvs dr_prac_cert_no phar_prac_cert_no medins_addr
hosp_tel hotel_cost className order_name drug_name template_id patient_id sfxm xmmc
hosp_full_name 法人机构编码 记账凭证号 医疗机构名称 医院名称 药品名称 诊断名称 项目名称 科室名称
居住地医保区划 户籍地区划 证件类型 就诊凭证类型 机构地址 医院电话"""


@pytest.mark.parametrize("column", [*NATIONAL.split(), *SPELLED.split(), "Patient Name", "姓 名"])
def test_columns_of_persons_are_known_by_their_spelling(column: str) -> None:
    assert identity_columns([column]) == [column]


@pytest.mark.parametrize("column", FREE.split())
def test_other_columns_are_free(column: str) -> None:
    assert identity_columns([column]) == []


@pytest.mark.parametrize("table", TABLES)
def test_the_contract_itself_holds_no_identity(table: str) -> None:
    assert identity_columns(list(TABLES[table].columns)) == []


@pytest.mark.parametrize(("column", "yes"), [("live_addr", True), ("住址", True), ("tel", False)])
def test_addresses_are_told_apart(column: str, yes: bool) -> None:  # noqa: FBT001
    assert is_address(column) is yes


@pytest.mark.parametrize(
    "value",
    [
        resident_id(),
        resident_id(serial=12).lower(),
        resident_id(region="911100"),
        f"ID:{resident_id()}",
        "830000 20880101 " + resident_id()[14:],
        "830000880101007",
    ],
)
def test_certificate_numbers_are_known_by_their_shape(value: str) -> None:
    assert told(certificate_number(pl.col("text")), value) == [True]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "H43010000001",
        resident_id(region="990000"),
        resident_id(born="20880230"),
        resident_id(born="18880101"),
        resident_id()[:-1] + ("0" if resident_id()[-1] != "0" else "1"),
        resident_id() + "1",
        "1" + resident_id(),
        "830000881301007",
        "830000880230007",
    ],
)
def test_other_numbers_are_not_certificates(value: str | None) -> None:
    assert told(certificate_number(pl.col("text")), value) == [False]


@given(
    st.dates(dt.date(2050, 1, 1), dt.date(2099, 12, 31)),
    st.integers(0, 999),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_every_right_number_passes_and_no_single_mistake_does(
    born: dt.date, serial: int, place: int, step: int
) -> None:
    right = resident_id(f"{born:%Y%m%d}", serial)
    wrong = right[:place] + str((int(right[place]) + step) % 10) + right[place + 1 :]
    assert told(certificate_number(pl.col("text")), right, wrong) == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        f"患者{resident_id()}复诊",
        resident_id()[:-1] + "0",
        resident_id()[:-1] + "1",
        "电话13800000000。",
        "138 0000 0000",
        "138-0000-0000",
        "+86 13800000000",
        "8613800000000",
        "0731-88888888",
        "(0731)8888 8888",
        "830000880101007",
    ],
)
def test_texts_that_hold_a_number_of_a_person(text: str) -> None:
    assert told(personal_number(pl.col("text")), text) == [True]


@pytest.mark.parametrize(
    "text",
    [None, "", "急性上呼吸道感染3天", "2025-01-03 12:00:00", "20250103120000", "1735862400000",
     "12800000000", "1380000000", "138000000001", "12345.67", "0731-888"],
)  # fmt: skip
def test_texts_that_hold_none(text: str | None) -> None:
    assert told(personal_number(pl.col("text")), text) == [False]
