"""A small lake: two areas, awkward names, a month of cases."""

import datetime as dt

import polars as pl
import pytest

from pipelines.forms.gather import ledger
from pipelines.forms.ledger import Ledger
from pipelines.store import WHOLE, Store, write_text
from pipelines.targets.listing import COLUMNS

MONTH = "2025-06"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
INST = [
    ("H1", "1", "2", "360102"),
    ("H2", "1", "1", "360102"),
    ("H3", "1", "9", "360103"),
    ("P1", "2", None, "360103"),
]
CASES = [
    ("AJ01", "institution", "H1", "I-02", "confirmed", 3, 60_000_000, "plan", "追回基金、约谈整改"),
    ("AJ02", "institution", "H1", "I-07", "confirmed", 9, 120_000, "举报", "=cmd|' /C calc'!A0"),
    ("AJ03", "institution", "H3", "I-07", "confirmed", 9, 80_050, "网上稽核", "追回基金"),
    ("AJ04", "institution", "P1", "P-09", "confirmed", 12, 5_000, "plan", "<script>alert(1)"),
    ("AJ05", "institution", "H3", None, "cleared", 30, 0, "random", "未发现违规"),
    ("AJ06", "institution", "H3", "I-16", "confirmed", 20, 70_000, "自查", "清退违规资金"),
    ("AJ07", "patient", "360102199001011234", "A-07", "confirmed", 20, 9_000, "plan", None),
    ("AJ08", "patient", f"P{LETTERS}", "A-11", "confirmed", 21, 100, "", "🏥㐂𠮷"),
    ("AJ09", "doctor", "D1", "D-04", "confirmed", 21, 40_000, "plan", "扣分"),
    ("AJ10", "institution", "H9", "I-04", "confirmed", 22, 300, "plan", "长" * 200),
]  # fmt: skip


def cases() -> pl.DataFrame:
    names = [
        "case_id", "subject_type", "subject_code", "violation_code", "outcome", "day", "amount",
        "source", "disposition",
    ]  # fmt: skip
    day = pl.date(2025, 6, pl.col("day"))
    rows = pl.DataFrame(CASES, schema=names, orient="row")
    made = rows.with_columns(confirmed_date=day, period_start=day, period_end=day).drop("day")
    late = made.head(1).with_columns(case_id=pl.lit("AJ99"), confirmed_date=dt.date(2025, 7, 1))
    return pl.concat([made, late])


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    held = Store(tmp_path_factory.mktemp("forms") / "workspace")
    inst = ["fixmedins_code", "fixmedins_type", "medinslv", "fix_blng_admdvs"]
    held.write("lake/inst", WHOLE, pl.DataFrame(INST, schema=inst, orient="row"))
    held.write("lake/case", WHOLE, cases())
    doctors = [("D1", "H3"), ("D1", "H1")]
    held.write(
        "lake/dr", WHOLE, pl.DataFrame(doctors, schema=["dr_code", "fixmedins_code"], orient="row")
    )
    persons = {"psn_no": [CASES[6][2], CASES[7][2]], "live_admdvs": ["360103", None]}
    held.write("lake/psn", WHOLE, pl.DataFrame(persons))
    encounters = {
        "mdtrt_id": ["M1", "M2", "M3"],
        "fixmedins_code": ["H1", "H3", "H3"],
        "med_type": ["2101", "21", "11"],
    }
    held.write("lake/mdtrt", MONTH, pl.DataFrame(encounters))
    held.write(
        "lake/setl", MONTH, pl.DataFrame(encounters).select("fixmedins_code", setl_id="mdtrt_id")
    )
    hits = pl.DataFrame(encounters).select(
        "fixmedins_code",
        "mdtrt_id",
        violation=pl.lit("I-07"),
        psn_no=pl.lit("p"),
        dr_code=pl.lit("D1"),
    )
    held.write("hits", MONTH, hits)
    listed = pl.DataFrame(
        {name: ["360102"] if name == "area" else ["1"] for name in COLUMNS}
    ).write_csv()
    write_text(listed, held.root / "targets" / MONTH / "targets.csv")
    return held


AREAS = """area,name,plan,document_no,lead_unit,supporting_document,issued,contact,telephone
360199,市本级,是,医保发〔2025〕1号,基金监管科,实施细则,2025/06/03,"=HYPERLINK(""x"")",
360103,西湖区,,,,,,,
"""


@pytest.fixture(scope="session")
def held(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    areas = tmp_path_factory.mktemp("areas") / "areas.csv"
    areas.write_text(AREAS, encoding="utf-8")
    return ledger(store, MONTH, [MONTH], areas)
