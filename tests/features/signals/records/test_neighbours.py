from typing import Any

import pytest

City = Any  # the builder of conftest.py


def row(city: City, number: int, *, seconds: int, born: str = "1990-01-01") -> City:
    """Visits to one doctor, one after the other, some seconds apart."""
    for n in range(number):
        minute, second = divmod(n * seconds, 60)
        city.person(f"P{n}", brdy=born)
        city.visit(f"M{n}", f"2025-06-10 10:{minute:02}:{second:02}", psn=f"P{n}", atddr_no="D1")
    return city


def test_all_visits_of_a_doctor_who_keys_in_piles(city: City) -> None:
    row(city, 6, seconds=240).visit("M9", "2025-06-20", psn="P9", atddr_no="D1")
    assert set(city.hit("keyed_in_by_the_pile").values()) == {600_00}
    assert len(city.hit("keyed_in_by_the_pile")) == 7


@pytest.mark.parametrize(("number", "seconds"), [(5, 240), (6, 300)])
def test_a_short_row_or_a_quick_doctor_is_no_pile(city: City, number: int, seconds: int) -> None:
    assert row(city, number, seconds=seconds).hit("keyed_in_by_the_pile") == {}


def test_a_carer_comes_for_the_old(city: City) -> None:
    assert row(city, 6, seconds=60, born="1940-01-01").hit("keyed_in_by_the_pile") == {}


def test_among_many_other_visits_only_the_row_is_doubtful(city: City) -> None:
    row(city, 6, seconds=60)
    for n in range(6):
        city.visit(f"N{n}", f"2025-06-{11 + n} 09:00", psn=f"Q{n}", atddr_no="D1")
    assert sorted(city.hit("keyed_in_by_the_pile")) == [f"M{n}" for n in range(6)]


def test_a_number_that_served_others_a_month_ago_is_doubtful_altogether(city: City) -> None:
    row(city, 6, seconds=60)
    for n in range(6):
        city.visit(f"N{n}", f"2025-06-{11 + n} 09:00", psn=f"Q{n}", atddr_no="D1")
    for n in range(6):
        city.visit(f"E{n}", f"2025-05-10 10:{n:02}", psn=f"Q{n}", atddr_no="D1")
    assert len(city.hit("keyed_in_by_the_pile")) == 12


def test_one_row_among_many_visits_is_none(city: City) -> None:
    row(city, 6, seconds=60)
    for n in range(15):
        city.visit(f"N{n}", f"2025-06-{11 + n} 09:00", psn=f"Q{n}", atddr_no="D1")
    assert city.hit("keyed_in_by_the_pile") == {}


def strangers(city: City, number: int, day: str, *, week: str = "1111100") -> City:
    city.add("inst", fixmedins_code="H1", fix_blng_admdvs="01")
    city.add("dr", dr_code="D1", fixmedins_code="H1", work_week=week)
    for n in range(number):
        city.person(f"P{n}", live_admdvs="02").visit(f"M{n}", day, psn=f"P{n}", atddr_no="D1")
    return city


def test_strangers_on_a_sunday_off(city: City) -> None:
    assert len(strangers(city, 3, "2025-06-08").hit("strangers_on_days_off")) == 3


@pytest.mark.parametrize(
    ("number", "day", "week"),
    [(2, "2025-06-08", "1111100"), (3, "2025-06-09", "1111100"), (3, "2025-06-08", "0000001")],
)
def test_few_of_them_or_a_day_on_duty(city: City, number: int, day: str, week: str) -> None:
    assert strangers(city, number, day, week=week).hit("strangers_on_days_off") == {}


def test_neighbours_on_a_day_off_are_an_emergency(city: City) -> None:
    strangers(city, 3, "2025-06-08")
    for n in range(2):
        city.person(f"N{n}", live_admdvs="01")
        city.visit(f"N{n}", "2025-06-08", psn=f"N{n}", atddr_no="D1")
    assert city.hit("strangers_on_days_off") == {}
