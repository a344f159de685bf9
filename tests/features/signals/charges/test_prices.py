from typing import Any

import pytest

City = Any  # the builder of conftest.py


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


def sold(city: City, *prices: float, kind: str = "09", **inst: str) -> City:
    """Ten packs of one drug at each price, every one at a site of its own."""
    for n, price in enumerate(prices):
        site = f"H{n}"
        city.visit(site, "2025-06-01", psn=f"P{n}", site=site)
        city.line(site, "2025-06-01", "DRUG", price * 10, kind=kind, pric=price, cnt=10.0)
    for row in city.rows["inst"]:
        row.update(inst)
    return city


def test_a_drug_dearer_than_at_like_sites_is_at_issue_by_the_excess(city: City) -> None:
    assert sold(city, 10.0, 10.0, 10.0, 10.4).hit("dear_goods") == {"H3": 4_00}
    (hit,) = city.hits("dear_goods").rows(named=True)
    assert hit["feedetl_sn"] == "H3/0"


@pytest.mark.parametrize("prices", [(10.0, 10.0, 10.0, 10.2), (10.0, 12.0), (10.0,) * 4])
def test_a_little_more_or_more_than_one_other_site_is_fine(
    city: City, prices: tuple[float, ...]
) -> None:
    assert sold(city, *prices).hit("dear_goods") == {}


def test_services_and_pharmacies_have_prices_of_their_own(city: City) -> None:
    assert sold(city, 10.0, 10.0, 10.0, 12.0, kind="05").hit("dear_goods") == {}
    city.rows["fee"].clear()
    assert sold(city, 10.0, 10.0, 10.0, 12.0, fixmedins_type="2").hit("dear_goods") == {}


def test_another_level_is_no_measure(city: City) -> None:
    sold(city, 10.0, 10.0, 10.0, 12.0).rows["inst"][3]["medinslv"] = "3"
    assert city.hit("dear_goods") == {}
