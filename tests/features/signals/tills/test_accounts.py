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


def tonic(city: City, pric: float, *, left: float = 1000, packs: float = 1, **more: object) -> City:
    """Ginseng from the account; the list says 300 yuan a pack."""
    spent(city, pric * packs, left, **more)
    return city.line("A", "2025-06-01", "GINSENG", pric * packs, pric=pric, cnt=packs)


@pytest.mark.parametrize(
    ("pric", "left"),
    [(149, 1000), (330, 1), (250, 0), (200, 600), (400, 9000)],
    ids=["below cost", "dearer", "cheaper", "much of the account", "dearer and round"],
)
def test_tonics_at_prices_that_are_none(city: City, pric: float, left: float) -> None:
    assert tonic(city, pric, left=left).hit("tonic_price_made_up") == {"A": pric * 100}


@pytest.mark.parametrize(
    ("pric", "left"), [(300, 0), (305, 0), (330, 50), (200, 601)],
    ids=["as listed", "nearly", "some left", "gift box"],
)  # fmt: skip
def test_tonics_at_a_price_of_the_shop(city: City, pric: float, left: float) -> None:
    assert tonic(city, pric, left=left).hit("tonic_price_made_up") == {}


def test_only_what_the_account_paid_is_at_issue(city: City) -> None:
    assert tonic(city, 140, acct_pay=70_00).hit("tonic_price_made_up") == {"A": 70_00}


def test_tonics_for_cash_are_bought(city: City) -> None:
    assert tonic(city, 140, acct_pay=0, left=0).hit("tonic_price_made_up") == {}


def test_five_packs_are_bulk(city: City) -> None:
    assert tonic(city, 300, packs=5).hit("tonics_in_bulk") == {"A": 1500_00}


def test_four_packs_are_not(city: City) -> None:
    assert tonic(city, 300, packs=4).hit("tonics_in_bulk") == {}


def clinic(city: City, **more: object) -> City:
    return tonic(city, 300, **({"med_type": "11", "site": "H1"} | more))


def test_a_visit_for_nothing_but_tonics(city: City) -> None:
    assert clinic(city).hit("only_tonics") == {"A": 300_00}


def test_care_beside_tonics_or_cash_for_them_is_a_visit(city: City) -> None:
    assert clinic(city, acct_pay=0).hit("only_tonics") == {}
    city.rows["setl"][0]["acct_pay"] = 300_00
    assert city.line("A", "2025-06-01", "CONSULT", 10).hit("only_tonics") == {}


def test_pharmacies_sell_tonics(city: City) -> None:
    assert tonic(city, 300).hit("only_tonics") == {}
