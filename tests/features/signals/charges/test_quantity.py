from typing import Any

import pytest

City = Any  # the builder of conftest.py
BED = "01"


def beds(city: City, units: float, *, begin: str = "2025-06-01", end: str | None = None) -> City:
    """A stay of four days, all its beds in one line of 100 yuan a bed."""
    city.stay("A", begin, end or "2025-06-05", atddr_no="D1")
    return city.line("A", "2025-06-02", "BED", units * 100, kind=BED, cnt=units)


def test_beds_beyond_the_stay_are_charged_back(city: City) -> None:
    assert beds(city, 8).hit("over_counted_beds") == {"A": 400_00}
    (hit,) = city.hits("over_counted_beds").rows(named=True)
    assert (hit["dr_code"], hit["setl_id"], hit["feedetl_sn"]) == ("D1", "S-A", None)


@pytest.mark.parametrize(("units", "beside", "fen"), [(4, 0, 0), (5, 0, 100_00), (5, 1, 0)])
def test_as_many_beds_as_nights_are_fine_and_what_local_rules_add(
    city: City, units: float, beside: int, fen: int
) -> None:
    city.lower(bed_days_beside_nights=beside)
    assert sum(beds(city, units).hit("over_counted_beds").values()) == fen


def test_one_day_of_a_day_patient_is_fine(city: City) -> None:
    assert beds(city, 1, end="2025-06-01 18:00").hit("over_counted_beds") == {}


def test_beds_taken_back_do_not_count(city: City) -> None:
    """Ten beds charged, all reversed, four charged anew: the usual way to mend a bill."""
    beds(city, 10).reverse("A/0").line("A", "2025-06-02", "BED", 400, kind=BED, cnt=4)
    assert city.hit("over_counted_beds") == {}


def test_beds_of_a_stay_of_unknown_length_cannot_be_too_many(city: City) -> None:
    beds(city, 8)
    city.rows["mdtrt"].clear()
    assert city.hit("over_counted_beds") == {}


def test_beds_of_two_months_add_up_when_settled(city: City) -> None:
    beds(city, 3, begin="2025-05-30", end="2025-06-02")
    city.line("A", "2025-05-31", "BED", 300, kind=BED, cnt=3)
    assert city.hit("over_counted_beds", "2025-05") == {}
    assert city.hit("over_counted_beds", "2025-06") == {"A": 300_00}


@pytest.mark.parametrize(
    ("day", "found"),
    [("05-31", 0), ("06-01", 0), ("06-05 23:00", 0), ("06-06", 1), ("06-30", 1)],
)
def test_a_line_after_discharge_is_outside_the_stay(city: City, day: str, found: int) -> None:
    city.stay("A", "2025-05-31 20:00", "2025-06-05 10:00")
    city.line("A", f"2025-{day}", "X", 50, bilg_dr_codg="D1", inscp_scp_amt=40_00)
    hits = city.hits("charge_outside_stay")
    assert hits["amount_fen"].to_list() == [40_00] * found
    assert hits["feedetl_sn"].to_list() == ["A/0"] * found
    assert hits["dr_code"].to_list() == ["D1"] * found


def test_a_line_before_admission_is_a_hit_of_its_own_month(city: City) -> None:
    city.stay("A", "2025-06-02", "2025-06-05", settled="2025-06-05").line("A", "2025-06-01", "X")
    assert city.hit("charge_outside_stay", "2025-06") == {"A": 100_00}
    assert city.hit("charge_outside_stay", "2025-07") == {}


def test_an_outpatient_has_no_stay_to_be_outside_of(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-09", "X")
    assert city.hit("charge_outside_stay") == {}


def test_a_stay_that_goes_on_after_its_settlement_has_no_end_to_be_outside_of(city: City) -> None:
    city.stay("A", "2025-06-01", None, settled="2025-06-10").line("A", "2025-06-12", "X")
    assert city.hit("charge_outside_stay") == {}


def test_without_its_encounter_a_line_is_not_outside(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05").line("A", "2025-06-02", "X")
    city.rows["mdtrt"].clear()
    assert city.hit("charge_outside_stay") == {}


@pytest.mark.parametrize(("units", "fen"), [(10.0, 0), (12.0, 20_00)])
def test_units_beyond_all_days_of_the_stay_are_over_counted(
    city: City, units: float, fen: int
) -> None:
    """Two a day are allowed, on five days; it does not matter on which day they were entered."""
    city.stay("A", "2025-06-01", "2025-06-05").stay("B", "2025-06-11", "2025-06-20", psn="P2")
    city.line("A", "2025-06-02", "INJECTION", units * 10, cnt=units)
    city.line("B", "2025-06-12", "INJECTION", 120, cnt=12.0)
    assert sum(city.hit("over_counted_units").values()) == fen


def test_an_outpatient_has_no_days_to_count_units_by(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "INJECTION", cnt=30.0)
    assert city.hit("over_counted_units") == {}
