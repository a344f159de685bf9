from typing import Any

import pytest

City = Any  # the builder of conftest.py


def paid_out(city: City, when: str | None, **more: Any) -> City:
    return city.stay("A", "2025-06-01", "2025-06-10", yuan=2000, dfr_time=when, **more)


def test_the_money_comes_late(city: City) -> None:
    """Settled on 10 June, and due within 42 days."""
    assert paid_out(city, "2025-07-23 09:00").hit("late_payout") == {"A": 1200_00}


@pytest.mark.parametrize("when", ["2025-07-22 16:00", None])
def test_the_money_comes_in_time_or_nobody_knows(city: City, when: str | None) -> None:
    assert paid_out(city, when).hit("late_payout") == {}


def charged(city: City, *levels: str | None, **more: Any) -> City:
    """One item in the stay of the payout as own pay, and as these levels in others."""
    paid_out(city, "2025-07-01", **more).line("A", "2025-06-02", "X", 80, chrgitm_lv="03")
    for n, level in enumerate(levels):
        city.visit(f"B{n}", "2025-06-01").line(f"B{n}", "2025-06-01", "X", chrgitm_lv=level)
    return city


def test_what_others_have_covered_is_left_out(city: City) -> None:
    """One of five lines: the payout's own."""
    (hit,) = charged(city, "01", "01", "02", "01").hits("left_out").iter_rows(named=True)
    assert (hit["feedetl_sn"], hit["amount_fen"]) == ("A/0", 80_00)


@pytest.mark.parametrize(
    ("levels", "more"),
    [(("01", "01", "02"), {}), ((None,) * 9, {}), (("01",) * 9, {"setl_type": "1"})],
    ids=["not so rare", "others do not say", "by hand"],
)
def test_what_is_rightly_own_pay(
    city: City, levels: tuple[str | None, ...], more: dict[str, str]
) -> None:
    assert charged(city, *levels, **more).hit("left_out") == {}


def test_without_a_payout_there_is_nothing_to_leave_out(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "X", chrgitm_lv="03")
    for _ in range(9):
        city.line("A", "2025-06-01", "X", chrgitm_lv="01")
    assert city.hit("left_out") == {}
