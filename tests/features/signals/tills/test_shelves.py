from typing import Any

City = Any  # the builder of conftest.py


def shop(city: City, bought: float, *packs: float) -> City:
    """A pharmacy that had nothing, bought so many packs and sold these at ten yuan each."""
    told = [("stock", "2025-05-31", 0.0), ("purchase", "2025-06-01", bought)]
    told += [("sale", "2025-06-10", cnt) for cnt in packs]
    for n, (kind, day, cnt) in enumerate(told):
        city.add(
            "inv", inv_sn=f"{n}", inv_chg_type=kind, fixmedins_code="R1", med_list_codg="PILLS",
            inv_chg_time=day, cnt=cnt,
        )  # fmt: skip
    city.add("inst", fixmedins_code="R1", fixmedins_type="2")
    for n, cnt in enumerate(packs):
        city.purchase(f"M{n}", "2025-06-10", psn=f"P{n}").line(
            f"M{n}", "2025-06-10", "PILLS", 10 * cnt, cnt=cnt, kind="09"
        )
    return city


def test_all_that_was_sold_is_in_doubt_where_much_was_never_there(city: City) -> None:
    assert shop(city, 6, 8, 2).hit("sold_from_nowhere") == {"M0": 32_00, "M1": 8_00}


def test_what_little_is_missing_is_looked_for_in_the_largest_bills(city: City) -> None:
    assert shop(city, 16, 4, 10, 6).hit("sold_from_nowhere") == {"M1": 40_00}


def test_bills_of_one_size_share_what_is_missing(city: City) -> None:
    assert shop(city, 10, 4, 2, 4, 2).hit("sold_from_nowhere") == {"M0": 10_00, "M2": 10_00}


def test_cash_customers_took_theirs_from_the_same_shelf(city: City) -> None:
    """Though the book tells a purchase once that was cancelled and settled anew."""
    shop(city, 6, 4).reverse("M0/0").line("M0", "2025-06-10", "PILLS", 40, cnt=4.0, kind="09")
    city.add(
        "inv", inv_sn="cash", inv_chg_type="sale", fixmedins_code="R1", med_list_codg="PILLS",
        inv_chg_time="2025-06-11", cnt=4.0, hi_feesetl_type="2",
    )  # fmt: skip
    assert city.hit("sold_from_nowhere") == {"M0": 20_00}


def test_a_shelf_that_gave_it_all(city: City) -> None:
    assert shop(city, 10, 8, 2).hit("sold_from_nowhere") == {}


def test_a_piece_may_be_lost(city: City) -> None:
    assert shop(city, 9, 8, 2).hit("sold_from_nowhere") == {}


def test_two_of_a_hundred_may_be_miscounted(city: City) -> None:
    assert shop(city, 98, 50, 50).hit("sold_from_nowhere") == {}
