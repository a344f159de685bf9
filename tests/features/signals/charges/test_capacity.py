from typing import Any

City = Any  # the builder of conftest.py


def treated(city: City, units: float, *, doctors: int = 1, days: int = 1) -> City:
    """Acupuncture of 30 minutes a unit, 10 yuan each, told one line per doctor and day."""
    city.visit("A", "2025-06-01", atddr_no="D9")
    for n in range(max(doctors, days)):
        city.line(
            "A", f"2025-06-{1 + n % days:02}", "ACUPUNCTURE", units * 10, cnt=units,
            bilg_dr_codg=f"D{n % doctors}",
        )  # fmt: skip
    return city


def test_more_minutes_than_a_day_is_overloaded_by_the_excess_share(city: City) -> None:
    """Of 1,200 minutes 720 are feasible."""
    assert treated(city, 40).hit("overloaded_day") == {"A": 160_00}
    (hit,) = city.hits("overloaded_day").rows(named=True)
    assert (hit["dr_code"], hit["feedetl_sn"], hit["psn_no"]) == ("D0", "A/0", "P1")


def test_a_full_day_is_feasible(city: City) -> None:
    assert treated(city, 24).hit("overloaded_day") == {}


def test_work_of_two_doctors_or_two_days_does_not_add_up(city: City) -> None:
    assert treated(city, 24, doctors=2).hit("overloaded_day") == {}


def test_work_of_two_days_does_not_add_up(city: City) -> None:
    assert treated(city, 24, days=2).hit("overloaded_day") == {}


def test_work_for_several_persons_and_sites_adds_up(city: City) -> None:
    treated(city, 24).visit("B", "2025-06-01", psn="P2", site="H2")
    city.line("B", "2025-06-01", "ACUPUNCTURE", 240, cnt=24.0, bilg_dr_codg="D0")
    assert city.hit("overloaded_day") == {"A": 120_00, "B": 120_00}


def test_reversed_treatments_take_no_time(city: City) -> None:
    assert treated(city, 40).reverse("A/0").hit("overloaded_day") == {}


def test_nobody_is_overloaded_by_lines_without_a_doctor(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "ACUPUNCTURE", cnt=99.0)
    assert city.hit("overloaded_day") == {}


def ordered(city: City, site: str, day: str) -> City:
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", psn="P2", site=site)
    city.line("A", "2025-06-01", "X", 10, bilg_dr_codg="D1")
    return city.line("B", day, "X", 20, bilg_dr_codg="D1")


def test_orders_at_two_sites_on_one_day_are_hits_of_both(city: City) -> None:
    assert ordered(city, "H2", "2025-06-01").hit("two_sites_one_day") == {"A": 10_00, "B": 20_00}


def test_orders_on_two_days_or_at_one_site_are_fine(city: City) -> None:
    assert ordered(city, "H2", "2025-06-02").hit("two_sites_one_day") == {}


def test_orders_at_one_site_are_fine(city: City) -> None:
    assert ordered(city, "H1", "2025-06-01").hit("two_sites_one_day") == {}


def test_orders_of_unknown_doctors_are_nobodys(city: City) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", site="H2")
    city.line("A", "2025-06-01", "X").line("B", "2025-06-01", "X")
    assert city.hit("two_sites_one_day") == {}


def test_an_order_that_was_reversed_places_nobody(city: City) -> None:
    assert ordered(city, "H2", "2025-06-01").reverse("B/0").hit("two_sites_one_day") == {}


def test_a_doctor_registered_at_both_sites_may_work_at_both(city: City) -> None:
    ordered(city, "H2", "2025-06-01").add("dr", dr_code="D1", fixmedins_code="H1")
    assert city.hit("two_sites_one_day") == {"A": 10_00, "B": 20_00}
    assert city.add("dr", dr_code="D1", fixmedins_code="H2").hit("two_sites_one_day") == {}


def together(city: City, day: str, *persons: str, item: str = "ACUPUNCTURE") -> City:
    for psn in persons:
        name = f"{psn} {day}"
        city.visit(name, day, psn=psn, yuan=100, atddr_no="D1").line(name, day, item)
    return city


def test_who_comes_together_on_days_far_apart_is_a_circle(city: City) -> None:
    together(city, "2025-05-02", "P1", "P2", "P3")
    assert city.hit("therapy_circle", "2025-05") == {}
    together(city, "2025-06-20", "P1", "P2", "P4")
    again = {f"{p} 2025-06-20": 60_00 for p in ("P1", "P2", "P4")}
    first = {f"{p} 2025-05-02": 0 for p in ("P1", "P2", "P3")}
    assert city.hit("therapy_circle") == again | first


def test_a_course_of_treatment_is_no_circle(city: City) -> None:
    together(city, "2025-06-02", "P1", "P2", "P3")
    assert together(city, "2025-06-12", "P1", "P2", "P3").hit("therapy_circle") == {}


def test_one_old_patient_among_new_ones_is_no_circle(city: City) -> None:
    together(city, "2025-05-02", "P1", "P2", "P3")
    assert together(city, "2025-06-20", "P1", "P4", "P5").hit("therapy_circle") == {}


def test_who_is_not_treated_by_the_hour_is_no_circle(city: City) -> None:
    together(city, "2025-05-02", "P1", "P2", "P3", item="X")
    assert together(city, "2025-06-20", "P1", "P2", "P3", item="X").hit("therapy_circle") == {}
