from typing import Any

import pytest

City = Any  # the builder of conftest.py


def dispensed(city: City, fund: float, scope: float = 100, **more: object) -> City:
    """A purchase of 120 yuan, so much of it in scope and so much from the fund."""
    paid = {"hifp_pay": round(fund * 100), "inscp_scp_amt": scope * 100, "insutype": "310"}
    return city.purchase("A", "2025-06-01", yuan=120, **(paid | more))


def test_the_fund_pays_all_that_is_in_scope(city: City) -> None:
    assert dispensed(city, 100).hit("copay_waived") == {"A": 100_00}


@pytest.mark.parametrize(
    ("fund", "scope", "more"),
    [(99, 100, {}), (0, 0, {}), (100, 100, {"insutype": "340"}), (100, 100, {"med_type": "11"})],
    ids=["own share", "own pay", "retired cadre", "clinic"],
)
def test_who_pays_a_share_or_needs_not_is_no_case(
    city: City, fund: float, scope: float, more: dict[str, object]
) -> None:
    assert dispensed(city, fund, scope, **more).hit("copay_waived") == {}


def priced(city: City, card: float, *cash: float, day: str = "2025-06-05") -> City:
    """A pack at one price on the card, and the same at others for cash."""
    city.purchase("A", "2025-06-01").line("A", "2025-06-01", "PILLS", card, pric=card, kind="09")
    for n, pric in enumerate(cash):
        city.add(
            "inv", inv_sn=f"{n}", inv_chg_type="sale", fixmedins_code="R1", med_list_codg="PILLS",
            inv_chg_time=day, cnt=1.0, pric=pric, hi_feesetl_type="2",
        )  # fmt: skip
    return city


def test_dearer_on_the_card_than_any_cash_customer_paid(city: City) -> None:
    assert priced(city, 12.5, 10, 9).hit("dearer_on_the_card") == {"A": 2_50}


@pytest.mark.parametrize(
    "cash", [(), (12.5,), (9, 12.5), (12.3,)], ids=["none", "same", "discount", "rounding"]
)
def test_one_price_for_all(city: City, cash: tuple[float, ...]) -> None:
    assert priced(city, 12.5, *cash).hit("dearer_on_the_card") == {}


def test_sales_on_the_card_are_no_cash_price(city: City) -> None:
    priced(city, 12.5, 10).rows["inv"][0]["hi_feesetl_type"] = "1"
    assert city.hit("dearer_on_the_card") == {}


def misfits(city: City, *seconds: int, gend: str = "2") -> City:
    """Women, or men, who are billed drugs for men so many seconds after noon."""
    for n, at in enumerate(seconds):
        time = f"2025-06-01 12:{at // 60:02}:{at % 60:02}"
        city.purchase(f"M{n}", time, psn=f"P{n}", site="R1").person(f"P{n}", gend=gend)
        city.line(f"M{n}", time, "PROSTATE", 30, kind="09")
    return city


def test_drugs_of_the_other_sex_on_card_after_card(city: City) -> None:
    found = misfits(city, 0, 90, 190).hit("wrong_sex_in_a_row")
    assert found == {"M0": 30_00, "M1": 30_00, "M2": 30_00}


def test_a_wife_may_buy_for_her_husband(city: City) -> None:
    assert misfits(city, 0, 90, 200).hit("wrong_sex_in_a_row") == {}


def test_men_buy_what_is_for_men(city: City) -> None:
    assert misfits(city, 0, 10, 20, gend="1").hit("wrong_sex_in_a_row") == {}
