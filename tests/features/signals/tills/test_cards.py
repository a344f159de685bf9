from typing import Any

import pytest

City = Any  # the builder of conftest.py


def till(city: City, *seconds: int, psn: str = "P{n}", **more: object) -> City:
    """Purchases of 50 yuan at one pharmacy, so many seconds after ten o'clock."""
    for n, at in enumerate(seconds):
        time = f"2025-06-01 10:{at // 60:02}:{at % 60:02}"
        city.purchase(f"M{n}", time, psn=psn.format(n=n), yuan=50, **more)
    return city


def test_many_persons_within_seconds_are_a_burst(city: City) -> None:
    hits = till(city, 0, 60, 100, 130, 190).hits("card_burst")
    assert hits["mdtrt_id"].to_list() == [f"M{n}" for n in range(5)]
    assert hits["psn_no"].to_list() == [f"P{n}" for n in range(5)]
    assert hits["setl_id"].to_list() == [f"S-M{n}" for n in range(5)]
    assert hits["amount_fen"].to_list() == [50_00] * 5


def test_a_pause_ends_the_run(city: City) -> None:
    assert till(city, 0, 30, 60, 121, 150).hit("card_burst") == {}


def test_one_person_again_and_again_is_no_burst_of_cards(city: City) -> None:
    assert till(city, *range(0, 60, 10), psn="P1").hit("card_burst") == {}


def test_a_hospital_has_many_tills(city: City) -> None:
    assert till(city, *range(5), site="H1").hit("card_burst") != {}
    for row in city.rows["setl"]:
        row["med_type"] = "11"
    assert city.hit("card_burst") == {}


def test_two_shops_are_two_tills(city: City) -> None:
    till(city, 0, 20, 40).purchase("X", "2025-06-01 10:00:50", psn="P8", site="R2")
    city.purchase("Y", "2025-06-01 10:00:55", psn="P9", site="R2")
    assert city.hit("card_burst") == {}


def test_void_settlements_are_not_part_of_a_burst(city: City) -> None:
    till(city, *range(5))
    city.rows["setl"][2]["vali_flag"] = "0"
    assert city.hit("card_burst") == {}


def test_two_tills_of_a_shop_are_two_rows(city: City) -> None:
    till(city, *range(5))
    for n, row in enumerate(city.rows["setl"]):
        row["opter_id"] = f"T{n % 2}"
    assert city.hit("card_burst") == {}


def test_one_sum_on_card_after_card(city: City) -> None:
    assert till(city, 0, 90, 180, 270).hit("same_sum_in_a_row") == {
        f"M{n}": 50_00 for n in range(4)
    }


@pytest.mark.parametrize("seconds", [(0, 90, 180, 290), (0, 90, 180)], ids=["slow", "few"])
def test_a_queue_may_pay_the_same(city: City, seconds: tuple[int, ...]) -> None:
    assert till(city, *seconds).hit("same_sum_in_a_row") == {}


def test_another_sum_ends_the_row(city: City) -> None:
    till(city, 0, 10, 20, 30)
    city.rows["setl"][1]["medfee_sumamt"] += 1
    assert city.hit("same_sum_in_a_row") == {}


def at(city: City, clock: str, *, day: str = "2025-06-02", persons: str = "ABC") -> City:
    """Visits to one clinic, a minute apart from a full hour or half hour on."""
    for n, psn in enumerate(persons):
        time = f"{day} {clock}:{n:02}" if len(clock) == 2 else f"{day} {clock[:3]}{30 + n}"
        city.visit(f"{day[-2:]}{psn}", time, psn=psn, yuan=80)
    return city


@pytest.mark.parametrize("clock", ["05", "22", "06:30"])
def test_cards_in_a_row_at_a_closed_till(city: City, clock: str) -> None:
    assert at(city, clock).hit("cards_at_closed_till") == {"02A": 80_00, "02B": 80_00, "02C": 80_00}


def test_a_row_that_began_before_opening_is_finished(city: City) -> None:
    for n, clock in enumerate(("06:58", "06:59", "07:00")):
        city.visit(f"M{n}", f"2025-06-02 {clock}", psn=f"P{n}")
    assert len(city.hit("cards_at_closed_till")) == 3


def test_early_patients_and_nightly_emergencies_are_none(city: City) -> None:
    assert at(city, "07").hit("cards_at_closed_till") == {}
    for row in at(city, "05", day="2025-06-03").rows["setl"]:
        row["med_type"] = "13"
    assert city.hit("cards_at_closed_till") == {}


def test_the_same_cards_in_the_same_order_on_another_day(city: City) -> None:
    at(at(city, "10", day="2025-05-20"), "15", persons="ABCX")
    expected = {f"02{psn}": 80_00 for psn in "ABCX"}
    assert city.hit("same_cards_again") == expected
    assert city.hit("same_cards_again", "2025-05") == {}


def test_another_order_or_a_couple_is_no_row_of_cards(city: City) -> None:
    at(at(city, "10", day="2025-05-20"), "15", persons="CBA")
    assert at(city, "15", day="2025-06-09", persons="ABX").hit("same_cards_again") == {}


def test_an_unhurried_carer_holds_no_cards(city: City) -> None:
    for day in ("2025-05-07", "2025-06-06"):
        for n, psn in enumerate("ABC"):
            city.visit(f"{day}{psn}", f"{day} 09:{2 * n:02}", psn=psn)
    assert city.hit("same_cards_again") == {}
