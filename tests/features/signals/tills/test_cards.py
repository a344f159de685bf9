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


def spent(city: City, yuan: float = 500, left: float | None = 0.5, **more: object) -> City:
    fen = None if left is None else round(left * 100)
    return city.purchase("A", "2025-06-01", yuan=yuan, acct_pay=round(yuan * 100), balc=fen, **more)


def test_an_account_spent_to_the_end_is_emptied(city: City) -> None:
    hits = spent(city).hits("account_emptied").to_dicts()
    assert [(h["setl_id"], h["psn_no"], h["amount_fen"]) for h in hits] == [("S-A", "P1", 500_00)]


@pytest.mark.parametrize(
    ("yuan", "left"), [(299, 0), (500, 1.01), (500, None)], ids=["small", "left", "unknown"]
)
def test_a_small_account_or_one_with_money_left_is_not_emptied(
    city: City, yuan: float, left: float | None
) -> None:
    assert spent(city, yuan, left).hit("account_emptied") == {}


def test_a_void_settlement_emptied_nothing(city: City) -> None:
    assert spent(city, vali_flag="0").hit("account_emptied") == {}


def test_own_share_of_a_stay_may_empty_the_account(city: City) -> None:
    assert spent(city, site="H1", med_type="21").hit("account_emptied") == {}


def test_the_account_was_emptied_in_its_month(city: City) -> None:
    spent(city)
    assert city.hit("account_emptied", "2025-05") == city.hit("account_emptied", "2025-07") == {}
