from typing import Any

import pytest

City = Any  # the builder of conftest.py


def tonic(city: City, pric: float, *, left: float = 1000, packs: float = 1, **more: object) -> City:
    """Ginseng from the account; the list says 300 yuan a pack."""
    yuan = pric * packs
    money = {"acct_pay": round(yuan * 100), "balc": left * 100} | more
    city.purchase("A", "2025-06-01", yuan=yuan, **money)
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
