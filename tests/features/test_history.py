from pathlib import Path
from typing import Any

import polars as pl
import pytest

from features.catalogue import PROFILE_LEVELS, features_of, inputs_of
from features.history import history

City = Any  # the builder of conftest.py


def case(city: City, known: str, *, outcome: str = "confirmed", **more: object) -> City:
    return city.add(
        "case", case_id=f"C{known}{outcome}", subject_type="institution", subject_code="H1",
        outcome=outcome, period_start="2024-01-01", period_end="2024-02-01",
        confirmed_date=known, amount=1000_00, points=2.0, **more,
    )  # fmt: skip


def tip(city: City, received: str) -> City:
    return city.add(
        "tip", tip_id=received, subject_type="institution", subject_code="H1",
        received_date=received,
    )  # fmt: skip


def known(city: City, month: str = "2025-06") -> dict[str, Any]:
    tables = (city.table(name) for name in ("case", "tip"))
    return history(*tables, level="institution", month=month).collect().to_dicts()[0]


def test_what_became_known_later_is_not_known_yet(city: City) -> None:
    case(city, "2025-06-30")
    case(city, "2025-07-01")
    tip(tip(city, "2025-06-30"), "2025-07-01")
    assert known(city) == {
        "entity_id": "H1", "prior_confirmed": 1, "prior_amount": 1000.0, "recent_confirmed": 1,
        "points_of_year": 2.0, "points_of_12_months": 2.0, "blacklisted_days": 0, "tips": 1,
    }  # fmt: skip


def test_who_was_cleared_has_no_case_against_it(city: City) -> None:
    case(city, "2025-05-01", outcome="cleared")
    tip(city, "2025-05-01")
    assert known(city)["prior_confirmed"] == 0


@pytest.mark.parametrize(
    ("day", "points"), [("2024-06-30", 0), ("2024-07-01", 2), ("2025-06-30", 2), ("2025-07-01", 0)]
)
def test_points_roll_over_twelve_months(city: City, day: str, points: float) -> None:
    case(tip(city, "2025-06-01"), day)
    assert known(city)["points_of_12_months"] == points


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        (None, None, 0),
        ("2025-06-30", None, 1),
        ("2025-06-01", "2025-06-30", 30),
        ("2025-06-01", "2025-06-29", 0),
        ("2025-07-01", None, 0),
    ],
    ids=["never", "since today", "until today", "until yesterday", "later"],
)
def test_the_list_of_the_untrustworthy_counts_while_it_is_in_force(
    city: City, begin: str | None, end: str | None, days: int
) -> None:
    """The longest of several entries in force is told."""
    case(city, "2024-05-01", blklst_begndate=begin, blklst_enddate=end)
    case(city, "2024-05-02", blklst_begndate="2024-05-02", blklst_enddate="2025-01-01")
    assert known(city)["blacklisted_days"] == days


@pytest.mark.parametrize(
    ("day", "recent", "points"), [("2023-06-30", 0, 0), ("2023-07-01", 1, 0), ("2025-01-01", 1, 2)]
)
def test_old_cases_fade_from_the_recent_and_from_the_points_of_the_year(
    city: City, day: str, recent: int, points: float
) -> None:
    found = known(case(city, day))
    assert (found["prior_confirmed"], found["recent_confirmed"]) == (1, recent)
    assert found["points_of_year"] == points


def test_a_profile_shows_what_was_found_and_nothing_where_nothing_was(city: City) -> None:
    case(city.visit("A", "2025-06-01").visit("B", "2025-06-01", site="H2"), "2025-05-01")
    table = city.profile("institution").table
    assert table["prior_confirmed"].to_list() == [1.0, 0.0]


def test_no_model_sees_what_was_found_before() -> None:
    seen = {feature.name for feature in inputs_of("institution")}
    shown = {feature.name for feature in features_of("institution")}
    assert {"prior_confirmed", "tips"} <= shown - seen


def test_a_case_of_another_level_is_another_entity(city: City) -> None:
    case(city, "2025-05-01")
    tables = (city.table(name) for name in ("case", "tip"))
    assert history(*tables, level="doctor", month="2025-06").collect().equals(
        pl.DataFrame(schema=history(*(city.table(n) for n in ("case", "tip")), level="doctor",
                                    month="2025-06").collect_schema())
    )  # fmt: skip


@pytest.mark.parametrize("level", PROFILE_LEVELS)
def test_a_level_that_no_ledger_knows_has_no_history(
    city: City, tmp_path: Path, level: str
) -> None:
    case(city, "2025-05-01")
    tip(city, "2025-05-01")
    for name in ("case", "tip"):
        city.table(name).collect().write_parquet(tmp_path / f"{name}.parquet")
    tables = (pl.scan_parquet(tmp_path / f"{name}.parquet") for name in ("case", "tip"))
    found = history(*tables, level=level, month="2025-06").collect()
    assert found.height == (level == "institution")
