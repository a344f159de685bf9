"""What the inspectors found: never too early, never too much, sometimes nothing."""

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipelines.city import City
from pipelines.city.calendar import months_from
from pipelines.city.history import Inspection, Tip, guilty_in, inspect, inspections, who_stops
from pipelines.city.history.inspections import FIRST_INSPECTION, missed
from pipelines.city.schemes import Scheme
from pipelines.city.world import World

SCHEME = Scheme(0, "hang-beds", "I-02", "institution", 5, 8, 12, 1.0, innocent=False)


def test_guilt_lasts_a_year_and_needs_a_guilty_month() -> None:
    guilty = [index for index in range(40) if guilty_in([SCHEME], "institution", index)]
    assert guilty == list(range(9, 25))
    assert guilty_in([replace(SCHEME, innocent=True)], "institution", 10) == {}
    assert guilty_in([SCHEME], "doctor", 10) == {}


@pytest.fixture(scope="module")
def sizes(world: World) -> dict[str, np.ndarray]:
    return {
        "institution": np.arange(len(world.institutions), dtype=float),
        "doctor": np.arange(len(world.doctors), dtype=float),
        "patient": np.arange(len(world.people), dtype=float),
    }


def test_inspections_begin_late_and_are_few(world: World, sizes: dict[str, np.ndarray]) -> None:
    months = months_from("2024-01", 12)
    assert inspect(world, months[FIRST_INSPECTION - 1], [SCHEME], sizes, []) == []
    made = inspect(world, months[10], [SCHEME], sizes, [])
    assert len(made) == 2 + 2 + 4
    assert {i.source for i in made} <= {"random", "tip", "look_back", "plan"}
    assert all((i.probability is not None) == (i.source == "random") for i in made)
    assert all(i.known > months[10].first + dt.timedelta(days=29) for i in made)


def test_the_inspected_are_left_alone_for_a_while(
    world: World, sizes: dict[str, np.ndarray]
) -> None:
    months = months_from("2024-01", 12)
    first = inspect(world, months[8], [], sizes, [])
    second = inspect(world, months[9], [], sizes, first)
    assert {(i.level, i.actor) for i in first}.isdisjoint((i.level, i.actor) for i in second)


def test_only_the_found_stop(world: World, sizes: dict[str, np.ndarray]) -> None:
    month = months_from("2024-01", 12)[10]
    schemes = [replace(SCHEME, number=n, actor=n, first=0) for n in range(len(world.institutions))]
    made = inspect(world, month, schemes, sizes, [])
    found = {i.found.number for i in made if i.found is not None}
    assert who_stops(world, month, made) <= found
    assert found


def test_no_case_is_known_before_it_happened_or_after_the_end(
    city: City, ledger: pl.DataFrame
) -> None:
    assert len(ledger) == city.cases > 0
    assert (ledger["PERIOD_BEGN"] <= ledger["PERIOD_END"]).all()
    assert (ledger["PERIOD_END"] < ledger["CONFIRM_DATE"]).all()
    assert ledger["CONFIRM_DATE"].max() < dt.date(2025, 3, 1)  # type: ignore[operator]
    assert ledger["CONFIRM_DATE"].is_sorted()


def test_confirmed_cases_name_a_planted_scheme_of_their_subject(
    ledger: pl.DataFrame, schemes: pl.DataFrame
) -> None:
    confirmed = ledger.filter(pl.col("RESULT") == "查实")
    guilty = schemes.filter(pl.col("innocent") == "false").select(
        SUBJ_CODE="entity_id", VIOLATION="violation"
    )
    assert len(confirmed) > 3
    assert confirmed.join(guilty, on=["SUBJ_CODE", "VIOLATION"], how="anti").is_empty()
    assert (confirmed["AMOUNT"] >= 0).all()


def test_cleared_cases_carry_no_violation_and_all_levels_are_inspected(
    ledger: pl.DataFrame,
) -> None:
    cleared = ledger.filter(pl.col("RESULT") == "未查实")
    assert len(cleared) > 5
    assert cleared["VIOLATION"].null_count() == len(cleared)
    assert set(ledger["SUBJ_TYPE"]) == {"机构", "医师", "参保人"}
    drawn = ledger.filter(pl.col("SOURCE") == "random")
    assert drawn["INCL_PROB"].is_between(0, 1).all()


def test_the_faint_are_overlooked_more_often() -> None:
    assert missed(2) < missed(1) < missed(0.15) < 0.5


def test_tips_send_teams_and_confirmed_places_are_seen_again(
    sizes: dict[str, np.ndarray], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    months = months_from("2024-01", 24)
    tip = Tip("institution", 3, 9, months[9].first, None, "信箱", named=False)
    monkeypatch.setitem(inspections.CAPACITY, "institution", 60)
    found = Inspection("institution", 5, 0, "plan", None, SCHEME, 1.0, months[3].first)
    made = inspect(world, months[10], [], sizes, [found], [tip])
    source = {i.actor: i.source for i in made if i.level == "institution"}
    assert source[3] in {"tip", "random"}
    assert source[5] in {"look_back", "random"}
