import numpy as np
import pytest

from pipelines.city.calendar import months_from, on_working_day
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
