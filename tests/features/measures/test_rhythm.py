from typing import Any

import pytest

City = Any  # the builder of conftest.py


@pytest.mark.parametrize(("early", "share"), [(8, 0.8), (7, None)], ids=["ten", "nine"])
def test_the_busiest_hour_is_told_of_ten_settlements(
    city: City, early: int, share: float | None
) -> None:
    for n in range(early):
        city.visit(f"A{n}", f"2025-06-{n + 1:02} 09:{n:02}")
    city.visit("B", "2025-06-01 10:00").visit("C", "2025-06-02 11:00")
    assert city.measure("busiest_hour_share") == {"H1": share}


def test_doors_of_a_person_are_counted_month_by_month(city: City) -> None:
    city.add("inst", fixmedins_code="H2", fixmedins_name="H2", fix_blng_admdvs="02")
    city.visit("A", "2025-05-01", atddr_no="D1").visit("B", "2025-05-02", atddr_no="D1")
    city.visit("C", "2025-06-01", atddr_no="D1").visit("D", "2025-06-02", site="H2", atddr_no="D2")
    city.visit("E", "2025-06-03", site="H3", atddr_no="D3").visit("F", "2025-04-03")
    assert city.measure("sites_per_month", "patient") == {"P1": pytest.approx(5 / 3)}
    assert city.measure("doctors_per_month", "patient") == {"P1": 2.0}
    assert city.measure("areas_of_care", "patient") == {"P1": 2.0}


def test_who_never_saw_a_known_doctor_has_no_number_of_them(city: City) -> None:
    assert city.visit("A", "2025-06-01").measure("doctors_per_month", "patient") == {"P1": None}
