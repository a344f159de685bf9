from typing import Any

import pytest

City = Any  # the builder of conftest.py


def checked_up(city: City, *, end: str = "2025-06-03", drug: float = 0, diag: str = "R42") -> City:
    """A stay with a film of 90 yuan, a bed of 10 and some drugs."""
    city.stay("A", "2025-06-01", end, yuan=500, dscg_maindiag_code=diag)
    city.line("A", "2025-06-01", "FILM", 90, kind="03").line(
        "A", "2025-06-01", "BED", 10, kind="01"
    )
    return city.line("A", "2025-06-01", "DRUG", drug, kind="09") if drug else city


def test_a_stay_of_nothing_but_tests_is_a_check_up(city: City) -> None:
    assert checked_up(city).hit("check_up_stay") == {"A": 300_00}


@pytest.mark.parametrize(
    "sick",
    [{"end": "2025-06-05"}, {"drug": 10}, {"diag": "C34.9"}],
    ids=["longer", "treated", "a tumour"],
)
def test_who_is_ill_is_not_checked_up(city: City, sick: dict[str, Any]) -> None:
    assert checked_up(city, **sick).hit("check_up_stay") == {}


def overnight(city: City, *, end: str = "2025-06-02", kind: str = "09", **more: str) -> City:
    city.stay("A", "2025-06-01", end, yuan=100, **more)
    return city.line("A", "2025-06-01", "BED", kind="01").line("A", "2025-06-01", "X", kind=kind)


@pytest.mark.parametrize("end", ["2025-06-01", "2025-06-02"])
def test_a_day_in_a_ward_without_a_nurse_is_a_visit(city: City, end: str) -> None:
    assert overnight(city, end=end).hit("booked_visit") == {"A": 60_00}


@pytest.mark.parametrize(
    "stay",
    [{"kind": "07"}, {"kind": "06"}, {"end": "2025-06-03"}, {"med_type": "28"},
     {"oprn_oprt_code": "13.41"}],
    ids=["nursed", "operated", "two nights", "day surgery", "operated on record"],
)  # fmt: skip
def test_a_night_in_a_ward_is_no_visit(city: City, stay: dict[str, str]) -> None:
    assert overnight(city, **stay).hit("booked_visit") == {}


def test_a_stay_whose_lines_are_missing_is_no_visit(city: City) -> None:
    assert city.stay("A", "2025-06-01", "2025-06-02").hit("booked_visit") == {}


def mild(city: City, key: str, items: int, *, born: str = "1980-01-01", days: int = 3) -> City:
    """A stay for a cold with so many kinds of items, at a second-level hospital."""
    city.person(f"P{key}", brdy=born)
    end = f"2025-06-{1 + days:02}"
    city.stay(key, "2025-06-01", end, psn=f"P{key}", yuan=100, dscg_maindiag_code="J06.9")
    for n in range(items):
        city.line(key, "2025-06-01", f"ITEM{n}")
    return city


def usual(city: City) -> City:
    """Three colds with ten kinds of items each."""
    for key in ("U1", "U2", "U3"):
        mild(city, key, 10)
    return city


def test_a_cold_with_far_less_than_full_care_is_thin(city: City) -> None:
    assert mild(usual(city), "A", 6).hit("thin_mild_stay") == {"A": 60_00}


@pytest.mark.parametrize(
    "stay",
    [{"items": 7}, {"items": 6, "born": "2020-01-01"}, {"items": 6, "days": 5}],
    ids=["enough", "a child", "longer"],
)
def test_a_cold_that_was_cared_for_is_not_thin(city: City, stay: dict[str, Any]) -> None:
    assert mild(usual(city), "A", **stay).hit("thin_mild_stay") == {}


def test_grave_disease_is_never_thin(city: City) -> None:
    mild(usual(city), "A", 2)
    city.rows["mdtrt"][-1]["dscg_maindiag_code"] = "I21.9"
    assert city.hit("thin_mild_stay") == {}
