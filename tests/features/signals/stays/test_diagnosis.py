from typing import Any

import pytest

City = Any  # the builder of conftest.py


def pneumonia(city: City, *items: str, diag: str = "J18.9", begin: str = "2025-06-10") -> City:
    city.stay("A", begin, "2025-06-20", yuan=100, dscg_maindiag_code=diag)
    for item in ("BED", *items):
        city.line("A", "2025-06-10", item)
    return city


def test_a_pneumonia_that_nobody_looked_for_is_unproven(city: City) -> None:
    assert pneumonia(city).hit("unproven_diagnosis") == {"A": 60_00}


@pytest.mark.parametrize("item", ["FILM", "ANTIBIOTIC"])
def test_a_test_or_a_drug_proves_it(city: City, item: str) -> None:
    assert pneumonia(city, item).hit("unproven_diagnosis") == {}


def test_other_diagnoses_are_not_asked_about(city: City) -> None:
    assert pneumonia(city, diag="J06.9").hit("unproven_diagnosis") == {}


@pytest.mark.parametrize(("day", "proven"), [("06-09", True), ("06-07", True), ("06-06", False)])
def test_a_film_brought_along_proves_it(city: City, day: str, *, proven: bool) -> None:
    city.visit("B", f"2025-{day}").line("B", f"2025-{day}", "FILM")
    assert (pneumonia(city).hit("unproven_diagnosis") == {}) == proven


def test_the_film_of_another_proves_nothing(city: City) -> None:
    city.visit("B", "2025-06-09", psn="P2").line("B", "2025-06-09", "FILM")
    assert list(pneumonia(city).hit("unproven_diagnosis")) == ["A"]


def test_a_stay_whose_beginning_is_out_of_sight_is_left(city: City) -> None:
    assert pneumonia(city, begin="2025-03-31").hit("unproven_diagnosis") == {}
