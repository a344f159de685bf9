from typing import Any

import pytest

City = Any  # the builder of conftest.py


def templated(city: City, size: int, **odd: str) -> City:
    """Persons in and out on the same days with equal lines; `odd` changes the last one."""
    for n in range(size):
        last = odd if n == size - 1 else {}
        city.stay(
            f"A{n}", "2025-06-01", last.get("end", "2025-06-04"), psn=f"P{n}",
            site=last.get("site", "H1"), med_type=last.get("med_type", "21"),
        )  # fmt: skip
        city.line(f"A{n}", "2025-06-01", "X").line(f"A{n}", "2025-06-02", last.get("item", "Y"))
    return city


def test_equal_stays_of_several_persons_are_templated(city: City) -> None:
    assert templated(city, 3).hit("templated_stays") == {f"A{n}": 1000_00 for n in range(3)}


@pytest.mark.parametrize(
    "odd",
    [{"end": "2025-06-05"}, {"item": "Z"}, {"site": "H2"}, {"med_type": "11"}],
    ids=lambda odd: next(iter(odd)),
)
def test_a_group_too_small_is_not_templated(city: City, odd: dict[str, str]) -> None:
    assert templated(city, 3, **odd).hit("templated_stays") == {}


def test_stays_without_lines_are_not_equal_to_each_other(city: City) -> None:
    for n in range(3):
        city.stay(f"A{n}", "2025-06-01", "2025-06-04", psn=f"P{n}")
    assert city.hit("templated_stays") == {}


def test_members_settled_a_month_earlier_still_make_the_group(city: City) -> None:
    for n, settled in enumerate(("2025-05-31", "2025-05-31", "2025-06-01")):
        city.stay(f"A{n}", "2025-05-20", "2025-05-31", psn=f"P{n}", settled=settled)
        city.line(f"A{n}", "2025-05-20", "X")
    assert city.hit("templated_stays", "2025-05") == {}
    assert sorted(city.hit("templated_stays")) == ["A2"]


def test_baskets_that_differ_in_little_are_templated_and_in_more_are_not(city: City) -> None:
    for n in range(3):
        city.stay(f"A{n}", "2025-06-01", "2025-06-04", psn=f"P{n}")
        for item in ("V", "W", "X", "Y", f"Z{n}"):
            city.line(f"A{n}", "2025-06-01", item)
    assert city.hit("templated_stays") == {}
    assert sorted(city.lower(template_overlap_min=0.6).hit("templated_stays")) == ["A0", "A1", "A2"]


@pytest.mark.parametrize("more", [{"oprn_oprt_code": "13.41"}, {"dscg_maindiag_code": "Z51.1"}])
def test_an_operating_day_and_a_planned_cycle_are_no_template(
    city: City, more: dict[str, str]
) -> None:
    for n in range(3):
        city.stay(f"A{n}", "2025-06-01", "2025-06-04", psn=f"P{n}", **more)
        city.line(f"A{n}", "2025-06-01", "X")
    assert city.hit("templated_stays") == {}


TEMPLATE = {"CONSULT": "02", "BLOOD": "04", "FILM": "03", "DRIP": "05", "DRUG": "09"}


def copied(city: City, month: str, illnesses: list[str], items: dict[str, str]) -> City:
    """A doctor's patients of a month, one for each illness, with the same items."""
    for n, diag in enumerate(illnesses, 1):
        key = f"{month}-{n}"
        city.visit(
            key, f"{month}-0{n}", psn=f"P{key}", dscg_maindiag_code=diag, atddr_no="D1", yuan=100
        )
        for item, kind in items.items():
            city.line(key, f"{month}-0{n}", item, kind=kind)
    return city


def test_one_basket_for_three_illnesses_is_copied(city: City) -> None:
    copied(city, "2025-06", ["I10", "K29.5", "M54.5", "I10"], TEMPLATE)
    assert city.hit("copied_records") == {f"2025-06-{n}": 100_00 for n in range(1, 5)}


@pytest.mark.parametrize(
    ("illnesses", "without"),
    [(["I10", "K29.5"], []), (["H25.9"] * 4, []), (["I10", "K29.5", "M54.5"], ["DRUG"]),
     (["I10", "K29.5", "M54.5"], ["BLOOD"])],
    ids=["too few", "a pathway of one illness", "no drug", "too small a basket"],
)  # fmt: skip
def test_a_pathway_and_a_small_basket_are_not_copied(
    city: City, illnesses: list[str], without: list[str]
) -> None:
    items = {item: kind for item, kind in TEMPLATE.items() if item not in without}
    assert copied(city, "2025-06", illnesses, items).hit("copied_records") == {}


def test_copies_of_earlier_months_are_told_once_in_the_month_that_shows_them(city: City) -> None:
    copied(city, "2025-04", ["I10"], TEMPLATE)
    copied(city, "2025-05", ["K29.5", "M54.5"], TEMPLATE)
    copied(city, "2025-06", ["J06.9"], TEMPLATE)
    assert city.hit("copied_records", "2025-04") == {}
    assert len(city.hit("copied_records", "2025-05")) == 3
    assert list(city.hit("copied_records", "2025-06")) == ["2025-06-1"]
