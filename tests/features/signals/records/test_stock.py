from typing import Any

import polars as pl
import pytest

from features.signals.records.stock import stock_flow

City = Any  # the builder of conftest.py
FIRST, LAST = "2025-06-01", "2025-06-30 23:00"
Row = dict[str, float | None]


def book(city: City, *rows: tuple[str, str, float], site: str = "H1", item: str = "PILL") -> City:
    """Rows of a stock book: kind, time and pieces; a sale stands for many."""
    for kind, time, cnt in rows:
        city.add(
            "inv", inv_sn=f"I{len(city.rows['inv'])}", inv_chg_type=kind, inv_chg_time=time,
            cnt=cnt, fixmedins_code=site, med_list_codg=item,
        )  # fmt: skip
    return city


def flow(city: City, item: str = "PILL") -> Row | None:
    """What the shelf of one thing tells in June, or None where it tells nothing."""
    found = stock_flow(city.claims()).collect(engine="in-memory")
    rows = found.filter(pl.col("med_list_codg") == item).drop("fixmedins_code", "med_list_codg")
    return next(rows.iter_rows(named=True), None)


def test_what_was_sold_beyond_stock_and_purchases_is_the_gap(city: City) -> None:
    book(city, ("stock", "2025-05-31", 10), ("purchase", FIRST, 30))
    book(city, ("sale", "2025-06-10", 50), ("stock", LAST, 5))
    assert flow(city) == {"opening": 10, "bought": 30, "closing": 5, "sold": 50, "gap": 15}


def test_returns_go_both_ways(city: City) -> None:
    """Two went back to the wholesaler; a customer brought three, which were not sold then."""
    book(city, ("stock", "2025-05-31", 10), ("purchase", FIRST, 30), ("sale", "2025-06-10", 33))
    book(city, ("purchase_return", LAST, 2), ("sale_return", LAST, 3), ("stock", LAST, 8))
    row = flow(city)
    assert row is not None
    assert (row["bought"], row["sold"], row["gap"]) == (28, 30, 0)


def test_what_nobody_sold_or_holds_is_a_gap_below_zero(city: City) -> None:
    book(city, ("stock", "2025-05-31", 1), ("purchase", FIRST, 30), ("stock", LAST, 1))
    row = flow(city)
    assert row is not None
    assert row["gap"] == -30


def test_flows_since_an_older_count_all_tell(city: City) -> None:
    book(city, ("stock", "2025-04-30", 10), ("purchase", "2025-05-02", 30))
    book(city, ("sale", "2025-05-10", 20), ("sale", "2025-06-10", 15), ("stock", LAST, 5))
    assert flow(city) == {"opening": 10, "bought": 30, "closing": 5, "sold": 35, "gap": 0}


def test_a_site_never_counted_is_judged_only_by_what_it_bought(city: City) -> None:
    book(city, ("purchase", FIRST, 30), ("sale", "2025-06-10", 50), ("stock", LAST, 5))
    book(city, ("sale", "2025-06-10", 50), ("stock", LAST, 5), item="SLOW")
    row, slow = flow(city), flow(city, "SLOW")
    assert row is not None
    assert slow is not None
    assert (row["opening"], row["gap"]) == (5, 20)
    assert (slow["opening"], slow["gap"]) == (None, None)


@pytest.mark.parametrize(("site", "sold"), [("H1", 50), ("R1", 60)])
def test_a_drugstore_sold_what_it_billed(city: City, site: str, sold: float) -> None:
    """A hospital charges a stay this month and settles it in another."""
    city.add("inst", fixmedins_code="R1", fixmedins_type="2")
    city.visit("M1", "2025-06-10", site=site).line("M1", "2025-06-10", "PILL", kind="09", cnt=60)
    book(city, ("purchase", FIRST, 60), ("sale", "2025-06-10", 50), ("stock", LAST, 0), site=site)
    row = flow(city)
    assert row is not None
    assert row["sold"] == sold


def test_a_cancelled_sale_left_in_the_book_was_none(city: City) -> None:
    city.add("inst", fixmedins_code="R1", fixmedins_type="2")
    city.purchase("M1", "2025-06-10").line("M1", "2025-06-10", "PILL", kind="09", cnt=20)
    city.reverse("M1/0")
    city.purchase("M2", "2025-06-10").line("M2", "2025-06-10", "PILL", kind="09", cnt=2)
    book(city, ("purchase", FIRST, 2), ("sale", "2025-06-10", 22), site="R1")
    row = flow(city)
    assert row is not None
    assert (row["sold"], row["gap"]) == (2, 0)


def test_where_no_sales_are_told_the_bill_is_what_was_sold(city: City) -> None:
    city.visit("M1", "2025-06-10").line("M1", "2025-06-10", "PILL", kind="09", cnt=9)
    book(city, ("stock", "2025-05-31", 1), ("purchase", FIRST, 4))
    row = flow(city)
    assert row is not None
    assert (row["sold"], row["gap"]) == (9, 4)


def test_a_site_without_a_stock_book_tells_nothing(city: City) -> None:
    city.visit("M1", "2025-06-10").line("M1", "2025-06-10", "PILL", kind="09", cnt=9)
    assert flow(city) is None


@pytest.mark.parametrize(
    ("again", "day", "sold"),
    [(True, "2025-06-10", 9), (True, "2025-06-11", 7), (False, "2025-06-10", 7)],
    ids=["settled anew", "given again", "for good"],
)
def test_a_ward_gives_once_what_is_billed_anew(
    city: City, *, again: bool, day: str, sold: float
) -> None:
    """The store of a hospital books what left it; two pieces are cancelled, as of the tenth."""
    city.visit("M1", "2025-06-10").line("M1", "2025-06-10", "FILM", kind="08", cnt=2)
    city.reverse("M1/0")
    if again:
        city.line("M1", day, "FILM", kind="08", cnt=2)
    book(city, ("purchase", FIRST, 9), ("sale", "2025-06-10", 9), item="FILM")
    row = flow(city, "FILM")
    assert row is not None
    assert row["sold"] == sold


def test_a_till_tells_a_sale_for_every_bill(city: City) -> None:
    city.add("inst", fixmedins_code="R1", fixmedins_type="2")
    city.purchase("M1", "2025-06-10").line("M1", "2025-06-10", "PILL", kind="09", cnt=2)
    city.reverse("M1/0").line("M1", "2025-06-10", "PILL", kind="09", cnt=2)
    book(city, ("purchase", FIRST, 2), ("sale", "2025-06-10", 4), site="R1")
    row = flow(city)
    assert row is not None
    assert (row["sold"], row["gap"]) == (2, 0)
