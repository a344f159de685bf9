from typing import Any

import pytest

City = Any  # the builder of conftest.py


def sold(
    city: City, mdtrt_id: str, time: str, by: str | None, *, site: str = "R1", drug: str = "PILL"
) -> City:
    """A sale at a shop, in the claims and in its books."""
    city.purchase(mdtrt_id, time, site=site).line(mdtrt_id, time, drug, 26)
    return city.add(
        "inv", inv_sn=f"I-{mdtrt_id}", inv_chg_type="sale", fixmedins_code=site, cnt=1.0,
        med_list_codg=drug, inv_chg_time=time, setl_id=f"S-{mdtrt_id}", phar_prac_cert_no=by,
    )  # fmt: skip


def test_nobody_sold_it(city: City) -> None:
    sold(city, "A", "2025-06-03 10:00", None)
    sold(city, "B", "2025-06-03 11:00", "Y1")
    (hit,) = city.hits("no_pharmacist").rows(named=True)
    assert (hit["mdtrt_id"], hit["feedetl_sn"], hit["amount_fen"]) == ("A", "A/0", 26_00)


@pytest.mark.parametrize("signal", ["no_pharmacist", "pharmacist_in_two_shops"])
def test_what_needs_no_prescription_needs_no_pharmacist(city: City, signal: str) -> None:
    by = None if signal == "no_pharmacist" else "Y1"
    sold(city, "A", "2025-06-03 10:00", by, drug="COLD")
    sold(city, "B", "2025-06-03 10:30", by, drug="COLD", site="R2")
    assert city.hit(signal) == {}


def test_a_sale_settled_once_more_is_still_that_sale(city: City) -> None:
    sold(city, "A", "2025-06-03 10:00", None).reverse("A/0")
    city.line("A", "2025-06-03 10:00", "PILL", 26, setl_id="S2-A")
    assert city.hits("no_pharmacist")["feedetl_sn"].to_list() == ["A/2"]


@pytest.mark.parametrize(
    ("time", "site", "by", "hits"),
    [
        ("2025-06-03 10:59", "R2", "Y1", ["A", "B"]),
        ("2025-06-03 11:00", "R2", "Y1", []),
        ("2025-06-03 10:59", "R1", "Y1", []),
        ("2025-06-03 10:59", "R2", "Y2", []),
        ("2025-06-03 10:59", "R2", None, []),
    ],
    ids=["two shops", "next hour", "same shop", "two pharmacists", "nobody"],
)
def test_one_pharmacist_at_two_counters(
    city: City, time: str, site: str, by: str | None, hits: list[str]
) -> None:
    sold(city, "A", "2025-06-03 10:05", "Y1")
    sold(city, "B", time, by, site=site)
    assert list(city.hit("pharmacist_in_two_shops")) == hits
