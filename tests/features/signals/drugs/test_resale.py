from typing import Any

import pytest

City = Any  # the builder of conftest.py


def fetched(city: City, *days: str, drug: str = "INSULIN", packs: float = 2.0) -> City:
    """A drug fetched at one site after the other: `M0`, `M1` ..."""
    for n, day in enumerate(days):
        city.visit(f"M{n}", day, site=f"H{n}")
        city.line(f"M{n}", day, drug, 100 + n, kind="09", cnt=packs)
    return city


def test_more_in_hand_than_months_need_is_hoarded_anywhere(city: City) -> None:
    """120 days on the second of June less two days gone; the third visit is one too many."""
    hits = fetched(city, "2025-06-01", "2025-06-02", "2025-06-03").hits("resaleable_overlap")
    assert hits.select("mdtrt_id", "fixmedins_code", "amount_fen").rows() == [("M2", "H2", 102_00)]


def test_what_is_used_up_is_not_hoarded(city: City) -> None:
    assert fetched(city, "2025-04-01", "2025-05-01", "2025-06-05").hit("resaleable_overlap") == {}


def test_only_what_finds_a_buyer_is_hoarded(city: City) -> None:
    fetched(city, "2025-06-01", "2025-06-02", "2025-06-03", drug="PILL")
    assert city.hit("resaleable_overlap") == {}


def insulin(city: City, mdtrt_id: str, **more: object) -> City:
    city.visit(mdtrt_id, "2025-06-05", **more)
    return city.line(mdtrt_id, "2025-06-05", "INSULIN", 80, kind="09")


@pytest.mark.parametrize(
    ("more", "hits"),
    [
        ({"dscg_maindiag_code": "I10"}, {"A": 80_00}),
        ({"dscg_maindiag_code": "E11.9"}, {}),
        ({}, {}),  # nothing is known
        ({"dscg_maindiag_code": "I10", "med_type": "41"}, {}),
        ({"dscg_maindiag_code": "I10", "med_type": "21", "end": "2025-06-06"}, {}),
    ],
)
def test_a_drug_with_a_black_market_is_for_an_illness(
    city: City, more: dict[str, Any], hits: dict[str, int]
) -> None:
    assert insulin(city, "A", **more).hit("resaleable_unindicated") == hits


def test_an_illness_known_from_another_visit_counts(city: City) -> None:
    city.visit("B", "2025-05-05", site="H2", dscg_maindiag_code="E11.9")
    insulin(city, "A", dscg_maindiag_code="I10")
    assert city.hit("resaleable_unindicated") == {}


EMPTIED = {"acct_pay": 200_00, "balc": 0, "fulamt_ownpay_amt": 320_00}


@pytest.mark.parametrize(
    ("change", "hits"),
    [
        ({}, {"A": 80_00}),
        ({"balc": 50_00}, {}),
        ({"acct_pay": 100_00}, {}),
        ({"fulamt_ownpay_amt": 0}, {}),  # the account pays the own share of what is insured
        ({"med_type": "41"}, {}),
        ({"med_type": "21"}, {}),
    ],
)
def test_an_account_emptied_for_goods(
    city: City, change: dict[str, Any], hits: dict[str, int]
) -> None:
    assert insulin(city, "A", **EMPTIED | change).hit("account_to_goods") == hits


def test_an_account_emptied_for_what_nobody_buys_is_no_resale(city: City) -> None:
    city.visit("A", "2025-06-05", **EMPTIED).line("A", "2025-06-05", "PILL", kind="09")
    assert city.hit("account_to_goods") == {}
