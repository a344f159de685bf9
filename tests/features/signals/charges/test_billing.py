from typing import Any

import pytest

City = Any  # the builder of conftest.py
BED = "01"


def beds(city: City, units: float, *, begin: str = "2025-06-01", end: str | None = None) -> City:
    """A stay of four days, all its beds in one line of 100 yuan a bed."""
    city.stay("A", begin, end or "2025-06-05", atddr_no="D1")
    return city.line("A", "2025-06-02", "BED", units * 100, kind=BED, cnt=units)


def test_beds_beyond_the_stay_are_charged_back(city: City) -> None:
    assert beds(city, 8).hit("over_counted_beds") == {"A": 300_00}
    (hit,) = city.hits("over_counted_beds").rows(named=True)
    assert (hit["dr_code"], hit["setl_id"], hit["feedetl_sn"]) == ("D1", "S-A", None)


@pytest.mark.parametrize("units", [4, 5], ids=["as many as nights", "and the day of discharge"])
def test_beds_of_the_stay_are_fine(city: City, units: float) -> None:
    assert beds(city, units).hit("over_counted_beds") == {}


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
    assert city.hit("over_counted_beds", "2025-06") == {"A": 200_00}


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


def test_the_excess_over_the_limit_price_is_at_issue(city: City) -> None:
    city.visit("A", "2025-06-01")
    city.line("A", "2025-06-01", "X", 120, pric=12.0, pric_uplmt_amt=10.0, cnt=10.0)
    assert city.hit("over_price") == {"A": 20_00}


@pytest.mark.parametrize(
    ("price", "limit"),
    [(10.0, 10.0), (10.004, 10.0), (9.0, 10.0), (12.0, None), (None, 10.0), (12.0, 0.0)],
    ids=["at", "rounded", "below", "no limit", "no price", "a limit of nothing"],
)
def test_a_price_within_its_limit_is_fine(
    city: City, price: float | None, limit: float | None
) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "X", pric=price, pric_uplmt_amt=limit)
    assert city.hit("over_price") == {}


def test_a_reversed_line_is_not_over_price(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "X", pric=12.0, pric_uplmt_amt=10.0)
    assert city.reverse("A/0").hit("over_price") == {}


def test_units_beyond_the_daily_limit_count_across_encounters(city: City) -> None:
    """Two a day are allowed; of four, half of each amount is at issue."""
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", site="H2")
    city.line("A", "2025-06-01 08:00", "INJECTION", 20, cnt=2.0)
    city.line("B", "2025-06-01 18:00", "INJECTION", 40, cnt=2.0)
    assert city.hit("over_daily_limit") == {"A": 10_00, "B": 20_00}


def test_the_daily_limit_is_of_one_person_day_and_item(city: City) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", psn="P2")
    city.line("A", "2025-06-01", "INJECTION", cnt=2.0).line("A", "2025-06-01", "X", cnt=9.0)
    city.line("A", "2025-06-02", "INJECTION", cnt=2.0).line("B", "2025-06-01", "INJECTION", cnt=2.0)
    assert city.hit("over_daily_limit") == {}


def test_units_taken_back_do_not_fill_the_daily_limit(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "INJECTION", cnt=2.0)
    city.reverse("A/0").line("A", "2025-06-01", "INJECTION", cnt=2.0)
    assert city.hit("over_daily_limit") == {}


def test_units_taken_back_in_part_leave_the_rest(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "INJECTION", 60, cnt=6.0)
    city.reverse("A/0", cnt=-2.0, det_item_fee_sumamt=-20_00)
    assert city.hit("over_daily_limit") == {"A": 20_00}


def test_components_of_one_package_on_one_day_are_unbundled(city: City) -> None:
    city.visit("A", "2025-06-01")
    city.line("A", "2025-06-01 08:00", "RINSE", 30).line("A", "2025-06-01 09:00", "SCALE", 50)
    city.line("A", "2025-06-01 09:00", "OTHER", 99)
    hits = city.hits("unbundled")
    assert hits["feedetl_sn"].to_list() == ["A/0", "A/1"]
    assert city.hit("unbundled") == {"A": 80_00}


@pytest.mark.parametrize(("item", "day"), [("RINSE", "01"), ("SCALE", "02"), ("OTHER", "01")])
def test_one_component_a_day_is_not_unbundled(city: City, item: str, day: str) -> None:
    city.visit("A", "2025-06-01")
    city.line("A", "2025-06-01", "RINSE").line("A", f"2025-06-{day}", item)
    assert city.hit("unbundled") == {}
