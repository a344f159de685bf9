"""Tips of the last twelve months."""

import datetime as dt
from pathlib import Path

import polars as pl

from features.contract import TABLES
from pipelines.casework.tips import recent_tips
from pipelines.store import Store


def test_tips_of_twelve_months_are_counted_by_subject(tmp_path: Path) -> None:
    days = [dt.date(2024, 6, 30), dt.date(2024, 7, 1), dt.date(2025, 6, 30), dt.date(2025, 7, 1)]
    rows = {"subject_type": ["institution"] * 4, "subject_code": ["H1"] * 4, "received_date": days}
    tips = pl.DataFrame({"tip_id": ["t1", "t2", "t3", "t4"], **rows})
    store = Store(tmp_path)
    types = {name: dtype for name, dtype in TABLES["tip"].dtypes.items() if name in tips.columns}
    store.write("lake/tip", "all", tips.cast(types))
    told = recent_tips(store, "institution", "2025-06")
    assert told.rows() == [("H1", 2, dt.date(2025, 6, 30))]
    assert recent_tips(store, "doctor", "2025-06").is_empty()
