from typing import Any

import pytest

City = Any  # the builder of conftest.py
DAY = "2025-06-10"


def shelf(city: City, site: str, item: str, *, bought: float, sold: float) -> City:
    """A thing that was never counted, bought and sold in June."""
    for kind, cnt in (("purchase", bought), ("sale", sold)):
        city.add(
            "inv", inv_sn=f"{site}{item}{kind}", inv_chg_type=kind, inv_chg_time="2025-06-01",
            cnt=cnt, fixmedins_code=site, med_list_codg=item,
        )  # fmt: skip
    return city


@pytest.mark.parametrize(
    ("kind", "signal"), [("09", "oversold_drugs"), ("08", "oversold_materials")]
)
def test_the_part_never_there_of_each_line_is_at_issue(city: City, kind: str, signal: str) -> None:
    shelf(city.visit("M1", DAY), "H1", "THING", bought=10, sold=40)
    city.line("M1", DAY, "THING", 100, kind=kind, cnt=40).line("M1", DAY, "REST", 7, kind=kind)
    (hit,) = city.hits(signal).rows(named=True)
    assert (hit["feedetl_sn"], hit["amount_fen"]) == ("M1/0", 75_00)
    assert city.hit({"09": "oversold_materials", "08": "oversold_drugs"}[kind]) == {}


@pytest.mark.parametrize(("bought", "sold"), [(9, 10.5), (38, 40), (40, 40)])
def test_a_few_pieces_or_a_small_share_prove_nothing(
    city: City, bought: float, sold: float
) -> None:
    shelf(city.visit("M1", DAY), "H1", "THING", bought=bought, sold=sold)
    assert city.line("M1", DAY, "THING", 100, kind="09", cnt=sold).hit("oversold_drugs") == {}


def shop(city: City) -> City:
    return city.add("inst", fixmedins_code="R1", fixmedins_type="2", fix_blng_admdvs="01")


def test_a_shop_sells_what_it_never_had(city: City) -> None:
    shelf(shop(city).purchase("M1", DAY), "R1", "OTHER", bought=5, sold=5)
    city.line("M1", DAY, "RARE", 80, kind="09").line("M1", DAY, "OTHER", 20, kind="09", cnt=5)
    assert city.hit("never_stocked") == {"M1": 80_00}


def test_a_shop_without_a_stock_book_is_not_judged(city: City) -> None:
    shop(city).purchase("M1", DAY).line("M1", DAY, "RARE", 80, kind="09")
    assert city.hit("never_stocked") == {}


@pytest.mark.parametrize(("home", "expected"), [("02", {"M1": 60_00}), ("01", {}), (None, {})])
def test_strangers_buy_what_the_shop_cannot_have_had(
    city: City, home: str | None, expected: dict[str, int]
) -> None:
    shelf(shop(city).purchase("M1", DAY), "R1", "RARE", bought=4, sold=10)
    city.person("P1", live_admdvs=home).line("M1", DAY, "RARE", 100, kind="09", cnt=10)
    assert city.hit("oversold_to_strangers") == expected


def test_a_stranger_among_neighbours_is_a_passer_by(city: City) -> None:
    shelf(shop(city), "R1", "RARE", bought=4, sold=10)
    for n, home in enumerate(("02", "01")):
        city.person(f"P{n}", live_admdvs=home).purchase(f"M{n}", DAY, psn=f"P{n}")
        city.line(f"M{n}", DAY, "RARE", 100, kind="09", cnt=5)
    assert city.hit("oversold_to_strangers") == {}
