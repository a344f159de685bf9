"""What became known of a month's entities after its list."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from features.contract import TABLES
from pipelines.casework.later import known_so_far, later
from pipelines.store import WHOLE, Store


def case(entity: str, known: dt.date, **other: object) -> dict[str, object]:
    return {
        "case_id": f"{entity}{known}", "subject_type": "institution", "subject_code": entity,
        "outcome": "confirmed", "period_start": dt.date(2024, 1, 1),
        "period_end": dt.date(2024, 6, 30), "confirmed_date": known, "violation_code": "I-02",
        "amount": 100, **other,
    }  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    dtypes = TABLES["case"].dtypes
    rows = [
        case("H1", dt.date(2024, 6, 30)),
        case("H2", dt.date(2024, 7, 1), inclusion_probability=0.25),
        case("H3", dt.date(2024, 9, 9), violation_code="I-04"),
        case("H3", dt.date(2024, 10, 9), amount=20),
        case("H4", dt.date(2024, 12, 1), outcome="cleared", amount=None),
        case("H5", dt.date(2025, 3, 1), period_start=dt.date(2024, 7, 1),
             period_end=dt.date(2024, 8, 1)),
    ]  # fmt: skip
    whole = [dict.fromkeys(dtypes) | row for row in rows]
    store = Store(tmp_path)
    store.write("lake/case", WHOLE, pl.DataFrame(whole, schema=dtypes))
    return store


def test_only_what_became_known_after_the_month_about_its_window(store: Store) -> None:
    found = later(store, "institution", "2024-06", 12)
    assert found["entity_id"].to_list() == ["H2", "H3", "H4"]
    assert found["y"].to_list() == [1, 1, 0]
    assert found["known_after"].to_list() == [0, 2, 5]
    assert found["amount_fen"].to_list() == [100, 120, 0]


def test_new_is_what_nobody_had_been_confirmed_for_when_the_month_ended(store: Store) -> None:
    assert later(store, "institution", "2024-06", 12)["novel"].to_list() == [False, True, False]
    assert later(store, "institution", "2024-05", 12)["novel"][0]


def test_the_chance_of_an_inspection_is_told_where_it_was_recorded(store: Store) -> None:
    chances = later(store, "institution", "2024-06", 12)["inclusion_probability"]
    assert chances.to_list() == [0.25, None, None]


def test_how_much_is_known_by_now_follows_from_earlier_delays(store: Store) -> None:
    assert known_so_far(store, "institution", "2024-06") == pytest.approx(1.0)
    assert known_so_far(store, "institution", "2025-02") == pytest.approx(1 / 6)
    assert known_so_far(store, "patient", "2024-06") is None
    assert later(store, "patient", "2024-06", 12).is_empty()
