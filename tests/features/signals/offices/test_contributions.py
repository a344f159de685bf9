from typing import Any

import pytest

City = Any  # the builder of conftest.py


def employed(
    city: City, psn: str, base: int, since: str, born: str = "1980-01-01", **more: Any
) -> City:
    """One person whom the employer E1 pays, in yuan a month."""
    city.person(psn, brdy=born)
    row = {"insutype": "310", "emp_no": "E1"} | more
    return city.add(
        "enrol", psn_insu_rlts_id=f"R-{psn}", psn_no=psn, psn_insu_date=since,
        clctstd=base * 100, **row,
    )  # fmt: skip


def firm(city: City, new: int = 5000, *, others: int = 1, born: str = "1980-01-01") -> City:
    """Three colleagues at 8,000 yuan, four new ones at `new` and some at 8,000."""
    city.lower(newcomers_min=5, colleagues_min=3)
    for n in range(3):
        employed(city, f"Q{n}", 8000, "2015-01-01")
    for n in range(4 + others):
        employed(city, f"P{n}", new if n < 4 else 8000, "2025-05-15", born)
    return city.visit("A", "2025-06-02", psn="P0", insutype="310")


def test_most_new_employees_are_declared_low(city: City) -> None:
    """A month's contributions on 3,000 yuan are short, whatever the number of visits."""
    firm(city).visit("B", "2025-06-09", psn="P0", insutype="310")
    city.visit("C", "2025-06-09", psn="P4", insutype="310")
    city.visit("D", "2025-06-09", psn="P0", insutype="390")
    assert city.hit("declared_low") == {"A": 375_00, "B": 0}


@pytest.mark.parametrize(
    "one",
    [{"new": 6000}, {"others": 3}, {"others": 0}, {"born": "2003-01-01"}],
    ids=["nearly the same", "some of them", "few", "apprentices on trial"],
)
def test_new_employees_like_others(city: City, one: dict[str, Any]) -> None:
    assert firm(city, **one).hit("declared_low") == {}


def test_nobody_stays_on_trial_for_a_year(city: City) -> None:
    firm(city, born="2003-01-01").visit("Z", "2025-12-02", psn="P0", insutype="310")
    assert city.hit("declared_low", "2025-12") == {"Z": 375_00}


def test_a_new_firm_has_no_usual_base(city: City) -> None:
    assert firm(city).lower(colleagues_min=4).hit("declared_low") == {}


def treated(city: City, base: int, **more: Any) -> City:
    employed(city, "P1", base, "2015-01-01", **more)
    return city.visit("A", "2025-06-02", insutype="310")


def test_a_base_below_the_lowest(city: City) -> None:
    """An eighth of the thousand yuan that the base falls short of 4,080."""
    assert treated(city, 3080).hit("below_lowest_base") == {"A": 125_00}


@pytest.mark.parametrize(
    ("base", "more"),
    [(4080, {}), (3080, {"emp_no": None}), (3080, {"paus_insu_date": "2025-05-31"})],
    ids=["the lowest", "nobody's employee", "ended"],
)
def test_a_lawful_base(city: City, base: int, more: dict[str, str]) -> None:
    assert treated(city, base, **more).hit("below_lowest_base") == {}
