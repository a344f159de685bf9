import numpy as np
import pytest

from pipelines.city.calendar import (
    FESTIVAL,
    HOLIDAY,
    MAKE_UP_DAY,
    RHYTHM,
    kinds_of_days,
    months_from,
    on_working_day,
)
from pipelines.errors import InputError


def test_months_follow_each_other_over_the_new_year() -> None:
    months = months_from("2023-11", 4)
    assert [m.name for m in months] == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert [m.days for m in months] == [30, 31, 31, 29]
    assert months[1].end == months[2].start


@pytest.mark.parametrize("written", ["2024-13", "2024-1", "24-01", "2024/01", "", "1889-01"])
def test_a_bad_first_month_is_refused(written: str) -> None:
    with pytest.raises(InputError, match="write a month as YYYY-MM"):
        months_from(written, 3)


def test_clinics_are_quieter_on_sundays_than_on_mondays() -> None:
    (month,) = months_from("2024-07", 1)  # begins on a Monday
    drawn = month.draw_days(20_000, "clinic", np.random.default_rng(0))
    weekday = np.bincount(drawn[drawn < 28] % 7)
    assert weekday[6] < 0.7 * weekday[0]
    assert 0 <= drawn.min() <= drawn.max() < month.days


def test_working_days() -> None:
    friday_to_monday = np.array(["2024-03-01T12", "2024-03-02T12", "2024-03-04T12"], "M8[s]")
    assert on_working_day(friday_to_monday).tolist() == [True, False, True]


def test_holidays_festival_and_made_up_days_of_a_known_month() -> None:
    (february,) = months_from("2024-02", 1)
    kinds = kinds_of_days(february.dates)
    assert (kinds[8:16] == FESTIVAL).all()  # 9 to 16 February
    assert kinds[3] == kinds[17] == MAKE_UP_DAY  # Sundays that were worked
    assert on_working_day(february.dates).sum() == 18
    (october,) = months_from("2024-10", 1)
    assert (kinds_of_days(october.dates)[[0, 1, 2, 3, 6]] == HOLIDAY).all()


@pytest.mark.parametrize("year", [1990, 2000, 2060, 2090])
def test_every_year_has_its_holidays(year: int) -> None:
    kinds = np.concatenate([kinds_of_days(m.dates) for m in months_from(f"{year}-01", 12)])
    assert (kinds == FESTIVAL).sum() == 8
    assert (kinds == HOLIDAY).sum() >= 3


@pytest.mark.parametrize(
    ("place", "quiet"), [("clinic", True), ("ward", True), ("shop", True), ("emergency", False)]
)
def test_the_festival_is_quiet_but_for_emergencies(place: str, *, quiet: bool) -> None:
    (february,) = months_from("2024-02", 1)
    rhythm = february.rhythm(place)
    assert (rhythm[8:16].mean() < 0.7 * rhythm[18:].mean()) == quiet
    assert (rhythm[8:16].mean() > 1.2 * rhythm[18:].mean()) == (not quiet)


@pytest.mark.parametrize("place", RHYTHM)
def test_the_months_share_the_year(place: str) -> None:
    assert abs(sum(m.share(place) for m in months_from("2024-01", 12)) - 1) < 0.05


def test_the_city_begins_with_its_first_month() -> None:
    assert {str(month.origin) for month in months_from("2023-11", 15)} == {"2023-11-01"}
