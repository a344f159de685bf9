import datetime as dt

import polars as pl

from features.signals.signal import HIT_SCHEMA
from pipelines.targets.departments import DEPARTMENT, departments

ENCOUNTERS = pl.DataFrame(
    {
        "mdtrt_id": ["m1", "m2", "m3", "m4", "m5"],
        "psn_no": ["p1", "p1", "p2", "p3", "p4"],
        "department": ["H1/03", "H1/03", "H1/50", None, "H2/03"],
        "inpatient": [True, False, True, True, False],
        "medfee_fen": [1000, 200, 300, 400, 500],
    }
)


def hit(mdtrt_id: str, violation: str, fen: int) -> dict[str, object]:
    return {"mdtrt_id": mdtrt_id, "violation": violation, "amount_fen": fen, "signal": violation,
            "day": dt.date(2025, 5, 1)}  # fmt: skip


def found(*hits: dict[str, object]) -> pl.DataFrame:
    return departments(ENCOUNTERS, pl.DataFrame(list(hits), schema=HIT_SCHEMA))


def test_a_department_with_hits_is_told_with_all_its_activity() -> None:
    made = found(hit("m1", "I-04", 700), hit("m2", "I-02", 5), hit("m2", "I-02", 6))
    assert made.columns == list(DEPARTMENT)
    assert made.rows() == [("H1", "03", 2, 1, 1, 1200, 3, 2, 706, "I-02|I-04")]


def test_hits_of_no_department_and_departments_of_no_hits_are_left_out() -> None:
    assert found(hit("m4", "I-02", 1)).is_empty()
    assert found().is_empty()


def test_sites_and_departments_stand_in_order() -> None:
    made = found(hit("m5", "I-02", 1), hit("m3", "I-02", 1), hit("m1", "I-02", 1))
    assert made.select("entity_id", "department").rows() == [
        ("H1", "03"),
        ("H1", "50"),
        ("H2", "03"),
    ]
