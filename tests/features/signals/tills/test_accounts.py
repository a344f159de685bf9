from typing import Any

import pytest

City = Any  # the builder of conftest.py


def spent(
    city: City, yuan: float = 500, left: float | None = 0.5, mdtrt_id: str = "A", **more: object
) -> City:
    """A purchase that the account pays, and what is left there."""
    fen = None if left is None else round(left * 100)
    money = {"acct_pay": round(yuan * 100), "balc": fen} | more
    return city.purchase(mdtrt_id, "2025-06-01", yuan=yuan, **money)


def test_an_account_spent_to_the_end_is_emptied(city: City) -> None:
    hits = spent(city).hits("account_emptied").to_dicts()
    assert [(h["setl_id"], h["psn_no"], h["amount_fen"]) for h in hits] == [("S-A", "P1", 500_00)]


@pytest.mark.parametrize(
    ("yuan", "left"), [(99, 0), (500, 1.01), (500, None)], ids=["small", "left", "unknown"]
)
def test_a_small_account_or_one_with_money_left_is_not_emptied(
    city: City, yuan: float, left: float | None
) -> None:
    assert spent(city, yuan, left).hit("account_emptied") == {}


@pytest.mark.parametrize(("kind", "violation"), [("2", "P-02"), ("1", "I-29"), (None, "P-02")])
def test_an_emptied_account_is_named_after_the_place(
    city: City, kind: str | None, violation: str
) -> None:
    """A hospital does not commit what the catalogue has of pharmacies."""
    city.add("inst", fixmedins_code="H9", fixmedins_type=kind)
    assert spent(city, site="H9").hits("account_emptied")["violation"].to_list() == [violation]


def test_who_needs_more_than_the_account_holds_did_not_empty_it(city: City) -> None:
    assert spent(city, acct_pay=400_00, psn_cash_pay=100_00).hit("account_emptied") == {}


def test_a_void_settlement_emptied_nothing(city: City) -> None:
    assert spent(city, vali_flag="0").hit("account_emptied") == {}


def test_own_share_of_a_stay_may_empty_the_account(city: City) -> None:
    assert spent(city, site="H1", med_type="21").hit("account_emptied") == {}


def test_the_account_was_emptied_in_its_month(city: City) -> None:
    spent(city)
    assert city.hit("account_emptied", "2025-05") == city.hit("account_emptied", "2025-07") == {}


def row(city: City, *bills: tuple[float, float]) -> City:
    """Persons a minute apart who each leave so much and keep so much."""
    for n, (yuan, left) in enumerate(bills):
        spent(city, yuan, left, f"M{n}", psn=f"P{n}")
        city.rows["setl"][-1]["setl_time"] = f"2025-06-01 20:{n:02}"
    return city


def test_round_sums_and_emptied_accounts_in_a_row(city: City) -> None:
    found = row(city, (200, 900), (137, 0), (100, 50)).hit("accounts_in_a_row")
    assert found == {"M0": 200_00, "M1": 137_00, "M2": 100_00}


@pytest.mark.parametrize("bills", [[(200, 9), (100, 9)], [(200, 9), (150, 9), (100, 9)]])
def test_two_or_a_bill_of_the_usual_kind_make_no_row(
    city: City, bills: list[tuple[float, float]]
) -> None:
    assert row(city, *bills).hit("accounts_in_a_row") == {}
