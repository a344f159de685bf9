from typing import Any

import pytest

from features.baskets import items_of_stays, similarity

City = Any  # the builder of conftest.py


def ward(city: City, baskets: list[str], *, diag: str = "I10", **more: object) -> City:
    """A stay for every basket, which is told by letters, of a person each."""
    for n, basket in enumerate(baskets):
        name = f"{diag}-{n}"
        city.stay(name, "2025-06-01", "2025-06-05", psn=f"P{n}", dscg_maindiag_code=diag, **more)
        for item in basket:
            city.line(name, "2025-06-02", item)
    return city


def likeness(city: City, key: str = "fixmedins_code") -> dict[str, float | None]:
    found = similarity(items_of_stays(city.encounters().lazy()), key)
    return dict(found.collect(engine="in-memory").iter_rows())


@pytest.mark.parametrize(
    ("baskets", "expected"),
    [
        (["ABC", "ABC", "ABC"], 1.0),
        (["AB", "CD", "EF"], 0.0),
        (["AB", "AB", "CD"], (1 / 3 * 2) / (4 - 1 / 3 * 2)),
        (["AB", "AB"], None),
    ],
    ids=["one template", "nothing alike", "one pair of three", "too few"],
)
def test_likeness_is_what_two_stays_share(
    city: City, baskets: list[str], expected: float | None
) -> None:
    (value,) = likeness(ward(city, baskets)).values()
    assert value == (None if expected is None else pytest.approx(expected))


def test_stays_are_compared_with_like_cases_only(city: City) -> None:
    ward(city, ["AB", "AB"])
    ward(city, ["CD", "CD"], diag="J06")
    assert likeness(city) == {"H1": pytest.approx(1.0)}


def test_planned_returns_are_rightly_alike(city: City) -> None:
    assert likeness(ward(city, ["AB"] * 4, diag="Z51.1")) == {}
    assert city.measure("same_basket_share") == {"H1": None}


def test_likeness_is_told_of_doctors_and_departments(city: City) -> None:
    ward(city, ["AB"] * 3, atddr_no="D1", dscg_dept_codg="03")
    assert likeness(city, "dr_code") == {"D1": pytest.approx(1.0)}
    assert likeness(city, "department") == {"H1/03": pytest.approx(1.0)}


def test_the_very_same_items_are_counted(city: City) -> None:
    assert ward(city, ["AB", "BA", "AC", "D"]).measure("same_basket_share") == {"H1": 0.5}
