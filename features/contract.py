"""The data contract: every claim table, its columns, types and rules.

Names are the national field names (`domain_standard` A.2-A.8). Money is Int64 **fen**
(1/100 yuan), identifiers are strings, times carry no zone. Unit prices (`pric`,
`pric_uplmt_amt`) have six decimals in the national format, so they stay Float64 yuan and
are compared, never summed.

A column that is not nullable is *required*: a mapping must supply it. A nullable column is
*optional*: a source that lacks it switches off the features that need it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import dataframely as dy
import polars as pl

SENTINEL_ID = r"^(0+|-+|无|null|NULL|NA|N/A|\\N|None|nan)?$"
"""Placeholders that real exports write where an identifier is missing (peers.md, lesson 4)."""

EARLIEST = dt.date(1990, 1, 1)
LATEST = dt.date(2099, 12, 31)

FEN = {"unit": "fen"}
YUAN = {"unit": "yuan"}

IDENTIFIERS = frozenset(
    {"setl_id", "mdtrt_id", "psn_no", "fixmedins_code", "feedetl_sn", "dr_code", "case_id"}
)


def _key(*, primary_key: bool = False) -> dy.String:
    return dy.String(
        primary_key=primary_key,
        check={"placeholder_id": lambda col: ~col.str.strip_chars().str.contains(SENTINEL_ID)},
    )


def _text() -> dy.String:
    return dy.String(nullable=True)


def _fen(*, nullable: bool = True) -> dy.Int64:
    return dy.Int64(nullable=nullable, metadata=FEN)


def _time(*, nullable: bool = False) -> dy.Datetime:
    return dy.Datetime(
        nullable=nullable,
        min=dt.datetime.combine(EARLIEST, dt.time()),
        max=dt.datetime.combine(LATEST, dt.time(23, 59, 59)),
    )


def _date(*, nullable: bool = False) -> dy.Date:
    return dy.Date(nullable=nullable, min=dt.date(1850, 1, 1), max=LATEST)


class Setl(dy.Schema):
    """结算: one row per settlement, refunds (negative) included (A.3)."""

    setl_id = _key(primary_key=True)
    mdtrt_id = _key()
    psn_no = _key()
    fixmedins_code = _key()
    setl_time = _time()
    med_type = dy.String()
    medfee_sumamt = _fen(nullable=False)
    fund_pay_sumamt = _fen(nullable=False)
    insutype = _text()
    hifp_pay = _fen()
    psn_part_amt = _fen()
    acct_pay = _fen()
    psn_cash_pay = _fen()
    balc = _fen()
    act_pay_dedc = _fen()
    fulamt_ownpay_amt = _fen()
    setl_type = _text()
    mdtrt_cert_type = _text()
    insu_admdvs = _text()
    refd_setl_flag = _text()
    vali_flag = _text()


class Mdtrt(dy.Schema):
    """就诊: one row per encounter (A.4)."""

    mdtrt_id = _key(primary_key=True)
    psn_no = _key()
    fixmedins_code = _key()
    med_type = dy.String()
    begntime = _time()
    endtime = _time(nullable=True)
    dscg_maindiag_code = _text()
    adm_diag_dscr = _text()
    adm_dept_codg = _text()
    dscg_dept_codg = _text()
    atddr_no = _text()
    chfpdr_code = _text()
    dscg_way = _text()
    dise_codg = _text()
    oprn_oprt_code = _text()
    oper_dr_code = _text()
    ttp_pay_flag = _text()
    refl_old_mdtrt_id = _text()

    @dy.rule()
    def ends_after_it_begins(cls) -> pl.Expr:
        """An encounter cannot end before it begins."""
        return pl.col("endtime").is_null() | (pl.col("endtime") >= pl.col("begntime"))


class Fee(dy.Schema):
    """费用明细: one row per charged line, reversals negative (A.5)."""

    feedetl_sn = _key(primary_key=True)
    mdtrt_id = _key()
    psn_no = _key()
    fixmedins_code = _key()
    fee_ocur_time = _time()
    med_list_codg = dy.String(min_length=1)
    med_chrgitm_type = dy.String()
    cnt = dy.Float64()
    det_item_fee_sumamt = _fen(nullable=False)
    setl_id = _text()
    pric = dy.Float64(nullable=True, metadata=YUAN)
    pric_uplmt_amt = dy.Float64(nullable=True, metadata=YUAN)
    inscp_scp_amt = _fen()
    list_type = _text()
    chrgitm_lv = _text()
    bilg_dr_codg = _text()
    bilg_dept_codg = _text()
    prd_days = dy.Float64(nullable=True, min=0, max=366)
    rxno = _text()
    hi_nego_drug_flag = _text()
    dscg_tkdrug_flag = _text()
    init_feedetl_sn = _text()


class Diag(dy.Schema):
    """诊断: one row per diagnosis of an encounter (A.6)."""

    mdtrt_id = _key(primary_key=True)
    diag_code = dy.String(primary_key=True, min_length=1)
    diag_time = _time()
    diag_srt_no = dy.Int64(nullable=True, min=0)
    maindiag_flag = _text()


class Psn(dy.Schema):
    """参保人: one row per insured person, without name or certificate (A.7)."""

    psn_no = _key(primary_key=True)
    gend = dy.String(nullable=True, regex="^[0129]$")
    brdy = _date(nullable=True)
    insutype = _text()
    psn_type = _text()
    psn_idet_type = _text()
    live_admdvs = _text()
    surv_stas = _text()


class Inst(dy.Schema):
    """定点医药机构: one row per designated institution or pharmacy (A.7)."""

    fixmedins_code = _key(primary_key=True)
    fixmedins_name = dy.String(min_length=1)
    fixmedins_type = dy.String()
    medinslv = _text()
    medins_type = _text()
    medins_natu = _text()
    hosp_lv = _text()
    fix_blng_admdvs = _text()
    aprv_bed_cnt = dy.Int64(nullable=True, min=0)
    lnt = dy.Float64(nullable=True, min=-180, max=180)
    lat = dy.Float64(nullable=True, min=-90, max=90)
    uscc = _text()


class Dr(dy.Schema):
    """医师: one row per doctor and institution of practice, without name (A.7)."""

    dr_code = _key(primary_key=True)
    fixmedins_code = _key(primary_key=True)
    dr_prac_scp_code = _text()
    dr_pro_tech_duty = _text()
    mul_prac_flag = _text()


class Case(dy.Schema):
    """What an inspection established (A.11), with the day on which it became known.

    `outcome` is `confirmed` (a violation was found) or `cleared` (inspected, none found).
    `confirmed_date` is the day the outcome became known, whichever it was.
    """

    case_id = _key(primary_key=True)
    subject_type = dy.Enum(["institution", "doctor", "patient"])
    subject_code = _key()
    outcome = dy.Enum(["confirmed", "cleared"])
    period_start = _date()
    period_end = _date()
    confirmed_date = _date()
    violation_code = _text()
    amount = _fen()
    source = _text()
    disposition = _text()
    inclusion_probability = dy.Float64(nullable=True, min=0, max=1)

    @dy.rule()
    def period_in_order(cls) -> pl.Expr:
        """The period of the violation cannot end before it starts."""
        return pl.col("period_end") >= pl.col("period_start")


@dataclass(frozen=True)
class Table:
    """One claim table: its schema, and the time that puts a row into a month.

    `month_of` is None for registers (`psn`, `inst`, `dr`, `case`) that are kept whole.
    """

    name: str
    label_zh: str
    schema: type[dy.Schema]
    month_of: str | None = None

    @property
    def columns(self) -> dict[str, dy.Column]:
        """All columns by name."""
        return self.schema.columns()

    @property
    def dtypes(self) -> dict[str, pl.DataType]:
        """The Polars type of every column."""
        return {name: column.dtype for name, column in self.columns.items()}

    @property
    def required(self) -> tuple[str, ...]:
        """Columns that a mapping must supply."""
        return tuple(name for name, column in self.columns.items() if not column.nullable)

    @property
    def key(self) -> list[str]:
        """The primary key."""
        return [name for name, column in self.columns.items() if column.primary_key]

    def unit(self, column: str) -> str | None:
        """`fen`, `yuan` or None."""
        metadata: dict[str, Any] = self.columns[column].metadata or {}
        return metadata.get("unit")


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("setl", "结算", Setl, "setl_time"),
        Table("mdtrt", "就诊", Mdtrt, "begntime"),
        Table("fee", "费用明细", Fee, "fee_ocur_time"),
        Table("diag", "诊断", Diag, "diag_time"),
        Table("psn", "参保人员", Psn),
        Table("inst", "定点医药机构", Inst),
        Table("dr", "医师", Dr),
        Table("case", "案件", Case),
    )
}
"""Every table of the contract by name."""

REQUIRED_TABLES = ("setl", "mdtrt", "inst")
"""Without these there is nothing to profile; every other table is optional."""

LEVELS = ("institution", "doctor", "patient")
"""The three levels of profiles, scores and lists."""

ENTITY_KEY = {"institution": "fixmedins_code", "doctor": "dr_code", "patient": "psn_no"}
"""The key of an entity at each level."""
