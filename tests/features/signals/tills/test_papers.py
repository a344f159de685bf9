from typing import Any

import pytest

City = Any  # the builder of conftest.py


def invoiced(city: City, *persons: str, site: str = "R1", day: str = "2025-06-03") -> City:
    """Purchases of these persons, all on one invoice."""
    for psn in persons:
        number = len(city.rows["setl"])
        city.purchase(f"M{number}", day, psn=psn, site=site, yuan=70, invono="0042")
    return city


def test_one_invoice_for_two_persons(city: City) -> None:
    assert invoiced(city, "P1", "P2").hit("invoice_reused") == {"M0": 70_00, "M1": 70_00}


def test_the_first_of_an_earlier_month_was_not_yet_reused(city: City) -> None:
    invoiced(invoiced(city, "P1", day="2025-05-03"), "P2")
    assert city.hit("invoice_reused", "2025-05") == {}
    assert city.hit("invoice_reused") == {"M1": 70_00}


def test_one_person_may_pay_in_parts_and_two_shops_print_their_own(city: City) -> None:
    assert invoiced(city, "P1", "P1").hit("invoice_reused") == {}
    assert invoiced(city, "P2", site="R2").hit("invoice_reused") == {}


def test_a_number_of_everybody_is_a_filler(city: City) -> None:
    city.lower(invoice_holders_max=2)
    assert invoiced(city, "P1", "P2", "P3").hit("invoice_reused") == {}


def swapped(
    city: City, item: str, yuan: float = 100, *, day: str = "2025-06-02", psn: str = "P1"
) -> City:
    """Insulin for 100 yuan is cancelled; the person buys another thing."""
    city.purchase("A", "2025-06-02 09:00", yuan=100).line("A", "2025-06-02", "INSULIN", 100)
    city.refund("A", "2025-06-02 09:10").reverse("A/0")
    return city.purchase("B", f"{day} 10:00", psn=psn, yuan=yuan).line("B", day, item, yuan)


def test_other_things_for_what_was_cancelled(city: City) -> None:
    assert swapped(city, "TONIC", 110).hit("bartered") == {"A": 0, "B": 110_00}


@pytest.mark.parametrize(
    ("item", "more"),
    [("INSULIN", {}), ("TONIC", {"day": "2025-06-03"}), ("TONIC", {"psn": "P2"}),
     ("TONIC", {"yuan": 111})],
    ids=["mistake", "next day", "somebody else", "another sum"],
)  # fmt: skip
def test_no_barter(city: City, item: str, more: dict[str, Any]) -> None:
    assert swapped(city, item, **more).hit("bartered") == {}
