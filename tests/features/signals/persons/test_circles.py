from typing import Any

import pytest

City = Any  # the builder of conftest.py
ILLNESSES = ("I10", "J06", "M54", "K29")


def met(
    city: City, day: str, persons: str = "abcd", diags: tuple[str, ...] = ILLNESSES,
    items: str = "XYZ",
) -> City:  # fmt: skip
    """Persons seen on one day at one site for one basket."""
    for n, psn in enumerate(persons):
        name = f"{day}{psn}"
        city.visit(name, day, psn=psn, dscg_maindiag_code=diags[n % len(diags)])
        for item in items:
            city.line(name, day, item)
    return city


def test_the_same_persons_again_for_one_basket_are_a_circle(city: City) -> None:
    found = met(met(city, "2025-05-10"), "2025-06-05", "bcde").hit("circle_one_basket")
    assert found == {f"2025-06-05{psn}": 600_00 for psn in "bcde"}


@pytest.mark.parametrize(
    "again",
    [
        {"persons": "bc"},
        {"persons": "cdef"},
        {"diags": ("I10",)},
        {"diags": ("I10", "J06")},
        {"items": "XY"},
    ],
    ids=["few", "mostly others", "one illness", "two illnesses", "a short basket"],
)
def test_who_meets_by_chance_or_for_one_illness(city: City, again: dict[str, Any]) -> None:
    assert met(met(city, "2025-05-10"), "2025-06-05", **again).hit("circle_one_basket") == {}


def test_one_day_makes_no_circle(city: City) -> None:
    assert met(city, "2025-06-05").hit("circle_one_basket") == {}


def test_a_contracted_group_gets_what_each_needs(city: City) -> None:
    for day in ("2025-05-10", "2025-06-05"):
        for psn, items in zip("abcd", ("UVW", "VWX", "WXY", "XYZ"), strict=True):
            met(city, day, psn, items=items)
    assert city.hit("circle_one_basket") == {}
