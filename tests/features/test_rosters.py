from typing import Any

import pytest

from features.measures.rosters import FEATURES
from features.rosters import working_days

City = Any  # the builder of conftest.py
WEEKDAYS = "1111100"
MONDAY, SATURDAY = "2025-06-02", "2025-06-07"


def treated(city: City, day: str, times: float, site: str = "H1", **more: object) -> City:
    """A visit with so many units of acupuncture of half an hour each, ordered by D1."""
    name = f"{site} {day}"
    city.visit(name, day, site=site, atddr_no="D1", **more)
    return city.line(name, day, "ACUPUNCTURE", cnt=times, bilg_dr_codg="D1")


def of_doctor(city: City, *names: str) -> tuple[object, ...]:
    """Measures of the days of D1."""
    days = working_days(
        city.doctor_days("2025-05", "2025-06").lazy(), city.table("dr"), city.thresholds
    )
    measures = [feature.expr.alias(feature.name) for feature in FEATURES]
    whole = days.unique(["dr_code", "day"], keep="any").select(measures)
    return whole.select(names).collect(engine="in-memory").row(0)


def test_minutes_are_those_of_the_whole_day(city: City) -> None:
    treated(city, MONDAY, 10).line(f"H1 {MONDAY}", MONDAY, "TABLETS", bilg_dr_codg="D1")
    treated(city, SATURDAY, 18)
    found = of_doctor(city, "work_minutes", "work_minutes_p95", "long_day_share")
    assert found == (pytest.approx(420), pytest.approx(300 + 0.95 * 240), 0.5)


def test_days_without_timed_services_are_days_too(city: City) -> None:
    treated(city, MONDAY, 4).visit("A", SATURDAY).line("A", SATURDAY, "X", bilg_dr_codg="D1")
    assert of_doctor(city, "work_minutes", "long_day_share") == (60.0, 0.0)


@pytest.mark.parametrize(
    ("week", "share"), [(WEEKDAYS, 0.5), ("1111111", 0.0), (None, None)], ids=str
)
def test_a_roster_tells_who_was_off(city: City, week: str | None, share: float | None) -> None:
    city.add("dr", dr_code="D1", fixmedins_code="H1", work_week=week)
    treated(treated(city, MONDAY, 1), SATURDAY, 1)
    assert of_doctor(city, "off_roster_share") == (share,)


@pytest.mark.parametrize(
    ("sites", "licence", "share"),
    [(["H1"], None, 1.0), (["H1"], "1", 0.0), (["H1", "H2"], None, 0.0), ([], "0", 1.0)],
    ids=["a second site", "licensed for several", "registered at both", "unknown doctor"],
)
def test_a_day_at_two_sites_needs_a_licence(
    city: City, sites: list[str], licence: str | None, share: float
) -> None:
    for site in sites:
        city.add("dr", dr_code="D1", fixmedins_code=site, mul_prac_flag=licence)
    treated(treated(city, MONDAY, 10), MONDAY, 10, site="H2")
    assert of_doctor(city, "split_day_share", "work_minutes") == (share, 600.0)


def test_days_of_one_month_are_counted_once(city: City) -> None:
    for day in (MONDAY, SATURDAY, "2025-05-30"):
        treated(city, day, 1)
    treated(city, MONDAY, 1, site="H2")
    assert of_doctor(city, "busiest_month_days") == (2.0,)


def test_days_are_told_of_doctors_and_their_sites(city: City) -> None:
    """A day at two sites is a whole day at either, and one day of the doctor."""
    treated(treated(city, MONDAY, 10), MONDAY, 10, site="H2").visit("A", MONDAY, site="H3")
    for level, entities in {"doctor": 1, "institution": 3}.items():
        minutes = city.profile(level).table.get_column("work_minutes").drop_nulls()
        assert minutes.to_list() == [600.0] * min(entities, 2)
