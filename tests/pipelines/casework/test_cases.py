"""Outcomes of inspections as of a day."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from features.contract import TABLES
from pipelines.casework.cases import last_outcomes, of_family, outcomes
from pipelines.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    rows = [
        ("c1", "institution", "H1", "cleared", dt.date(2024, 3, 1)),
        ("c2", "institution", "H1", "confirmed", dt.date(2024, 9, 1)),
        ("c3", "doctor", "D1", "confirmed", dt.date(2024, 5, 1)),
    ]
    frame = pl.DataFrame(
        {
            "case_id": [row[0] for row in rows],
            "subject_type": [row[1] for row in rows],
            "subject_code": [row[2] for row in rows],
            "outcome": [row[3] for row in rows],
            "period_start": dt.date(2024, 1, 1),
            "period_end": dt.date(2024, 2, 1),
            "confirmed_date": [row[4] for row in rows],
        }
    )
    made = Store(tmp_path)
    made.write(
        "lake/case",
        "all",
        frame.cast({k: v for k, v in TABLES["case"].dtypes.items() if k in frame.columns}),
    )
    return made


def test_outcomes_are_of_one_level(store: Store) -> None:
    assert outcomes(store, "institution")["outcome"].to_list() == ["cleared", "confirmed"]
    assert outcomes(store, "patient").is_empty()


def test_what_became_known_later_is_not_known(store: Store) -> None:
    before = last_outcomes(store, "institution", dt.date(2024, 9, 1))
    assert before.rows() == [("H1", dt.date(2024, 3, 1), None, 0)]


def test_the_last_finding_is_told_beside_the_last_outcome(store: Store) -> None:
    after = last_outcomes(store, "institution", dt.date(2024, 9, 2))
    assert after.rows() == [("H1", dt.date(2024, 9, 1), dt.date(2024, 9, 1), 1)]


def test_a_lake_without_cases_has_none(tmp_path: Path) -> None:
    assert outcomes(Store(tmp_path), "institution").is_empty()


def test_a_family_sees_other_violations_as_cleared_and_leaves_unknown_ones_out() -> None:
    cases = pl.DataFrame(
        {
            "entity_id": ["H1", "H2", "H3", "H4", "H5"],
            "outcome": ["confirmed", "confirmed", "confirmed", "confirmed", "cleared"],
            "violation_code": ["I-02", "I-16", None, "其他", None],
        }
    )
    seen = of_family(cases, {"I-02", "I-03"})
    assert seen.select("entity_id", "outcome").rows() == [
        ("H1", "confirmed"),
        ("H2", "cleared"),
        ("H5", "cleared"),
    ]
