from typing import Any

import pytest

City = Any  # the builder of conftest.py
DAY = "2025-06-10"


def therapy(city: City, *items: str, dept: str) -> City:
    city.visit("M1", DAY)
    for item in items:
        city.line("M1", DAY, item, 50, bilg_dept_codg=dept)
    return city


def test_two_items_of_other_departments(city: City) -> None:
    assert therapy(city, "MASSAGE", "MOXIBUSTION", dept="10").hit("foreign_department") == {
        "M1": 100_00
    }


@pytest.mark.parametrize(
    ("items", "dept"),
    [
        (("MASSAGE", "MASSAGE"), "10"),
        (("MASSAGE", "MOXIBUSTION"), "50"),
        (("MASSAGE", "ECG"), "10"),
    ],
)
def test_a_single_such_item_may_have_its_reason(
    city: City, items: tuple[str, ...], dept: str
) -> None:
    assert therapy(city, *items, dept=dept).hit("foreign_department") == {}


@pytest.mark.parametrize(
    ("level", "expected"), [("9", {"M1": 50_00}), ("3", {}), ("1", {}), (None, {})]
)
def test_an_item_above_the_level(city: City, level: str | None, expected: dict[str, int]) -> None:
    city.add("inst", fixmedins_code="H1", medinslv=level)
    assert city.visit("M1", DAY).line("M1", DAY, "MONITOR", 50).hit("above_level") == expected


@pytest.mark.parametrize(
    ("item", "scope", "expected"),
    [
        ("VITAMINS", 30_00, {"M1": 30_00}),
        ("VITAMINS", 0, {}),
        ("VITAMINS", None, {}),
        ("PILL", 30_00, {}),
    ],
)
def test_own_pay_in_scope(
    city: City, item: str, scope: int | None, expected: dict[str, int]
) -> None:
    city.visit("M1", DAY).line("M1", DAY, item, 50, inscp_scp_amt=scope)
    assert city.hit("own_pay_covered") == expected


def stay(city: City, hifp: int, **more: object) -> City:
    own = {"inscp_scp_amt": 900_00, "hifp_pay": hifp, "insutype": "310"} | more
    return city.stay("M1", "2025-06-01", DAY, **own)


def test_the_fund_pays_all_of_a_stay(city: City) -> None:
    assert stay(city, 900_00).hit("nothing_borne") == {"M1": 600_00}


@pytest.mark.parametrize(
    ("hifp", "more"),
    [(800_00, {"maf_pay": 100_00}), (900_00, {"insutype": "340"}), (900_00, {"med_type": "52"}),
     (900_00, {"med_type": "11"})],
)  # fmt: skip
def test_who_bears_nothing_by_right(city: City, hifp: int, more: dict[str, object]) -> None:
    """Assistance for the poor, retired cadres, births; and visits, where small sums are free."""
    assert stay(city, hifp, **more).hit("nothing_borne") == {}


def test_own_pay_in_a_bill_from_before_the_first_month(city: City) -> None:
    """The bill came in late; nothing is known of the month in which it was made out."""
    city.visit("M1", "2025-05-20", settled=DAY)
    city.line("M1", "2025-05-20", "VITAMINS", 50, inscp_scp_amt=30_00)
    assert city.hit("own_pay_covered") == {"M1": 30_00}


def test_own_pay_is_told_once(city: City) -> None:
    """A month with settlements has hits of its own."""
    city.visit("M1", "2025-05-20", settled=DAY).visit("M2", "2025-05-20")
    city.line("M1", "2025-05-20", "VITAMINS", 50, inscp_scp_amt=30_00)
    assert city.hit("own_pay_covered") == {}
    assert city.hit("own_pay_covered", "2025-05") == {"M1": 30_00}
