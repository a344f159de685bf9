from typing import Any

import pytest

City = Any  # the builder of conftest.py


def treated(city: City, born: str | None, item: str, **more: object) -> City:
    city.person("P1", brdy=born).visit("A", "2025-06-15", **more)
    return city.line("A", "2025-06-15", item, 80)


@pytest.mark.parametrize(
    ("born", "item"),
    [("1995-06-17", "DEMENTIA"), ("2023-06-01", "NEWBORN"), ("1990-01-01", "NEWBORN")],
)
def test_an_item_for_another_age_is_a_hit(city: City, born: str, item: str) -> None:
    assert treated(city, born, item).hit("wrong_age") == {"A": 80_00}


@pytest.mark.parametrize(
    ("born", "item"),
    [("1995-06-14", "DEMENTIA"), ("2023-07-01", "NEWBORN"), ("1990-01-01", "X"), (None, "NEWBORN")],
)
def test_a_fitting_item_or_an_unknown_age_is_none(city: City, born: str, item: str) -> None:
    assert treated(city, born, item).hit("wrong_age") == {}


def test_at_a_pharmacy_one_buys_for_the_family(city: City) -> None:
    treated(city, "1990-01-01", "NEWBORN", site="R1", med_type="41")
    assert city.hit("wrong_age") == {}


def test_a_newborn_is_treated_on_its_mothers_card(city: City) -> None:
    city.stay("B", "2025-05-28", "2025-06-01", dscg_maindiag_code="O80.0")
    assert treated(city, "1995-01-01", "NEWBORN").hit("wrong_age") == {}


def test_who_gave_birth_may_yet_be_too_young(city: City) -> None:
    city.stay("B", "2025-05-28", "2025-06-01", dscg_maindiag_code="O80.0")
    assert list(treated(city, "1999-01-01", "DEMENTIA").hit("wrong_age")) == ["A"]
