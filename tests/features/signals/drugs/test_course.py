from typing import Any

City = Any  # the builder of conftest.py


def pumped(city: City, *days: str, cnt: float = 1.0) -> City:
    """A stay with a pump on some days, ordered and charged."""
    city.stay("A", "2025-05-20", "2025-06-20")
    for day in days:
        city.line("A", day, "PUMP", 320 * cnt, cnt=cnt)
        city.add("order", order_type="order", mdtrt_id="A", order_time=day, med_list_codg="PUMP",
                 cnt=cnt, order_id=f"O{day}")  # fmt: skip
    return city


def test_what_goes_beyond_the_course_is_too_much(city: City) -> None:
    hits = pumped(city, *(f"2025-06-{n:02}" for n in range(1, 10))).hits("over_course")
    assert [str(day) for day in hits["day"]] == ["2025-06-08", "2025-06-09"]
    assert hits["amount_fen"].to_list() == [320_00, 320_00]


def test_a_week_is_a_course(city: City) -> None:
    assert pumped(city, *(f"2025-06-{n:02}" for n in range(1, 8))).hit("over_course") == {}


def test_the_line_that_crosses_the_limit_is_void_in_part(city: City) -> None:
    assert pumped(city, "2025-06-01", "2025-06-02", cnt=4.0).hit("over_course") == {"A": 320_00}


def test_the_course_of_the_month_before_counts(city: City) -> None:
    pumped(city, *(f"2025-05-{n}" for n in range(26, 32)), "2025-06-01", "2025-06-02")
    assert city.hit("over_course", "2025-05") == {}
    assert city.hit("over_course") == {"A": 320_00}


def test_a_record_is_no_order_and_another_stay_has_its_own_course(city: City) -> None:
    city.add("order", order_type="record", mdtrt_id="A", order_time="2025-05-30",
             med_list_codg="PUMP", cnt=9.0, order_id="R")  # fmt: skip
    city.add("order", order_type="order", mdtrt_id="B", order_time="2025-05-30",
             med_list_codg="PUMP", cnt=9.0, order_id="B")  # fmt: skip
    assert pumped(city, "2025-06-01").hit("over_course") == {}
