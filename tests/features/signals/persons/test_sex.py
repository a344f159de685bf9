from typing import Any

import pytest

City = Any  # the builder of conftest.py
MAN, WOMAN = "1", "2"


def examined(city: City, gend: str | None, item: str) -> City:
    city.person("P1", gend=gend).visit("A", "2025-06-01")
    return city.line("A", "2025-06-01", item, 80, bilg_dr_codg="D1")


def test_an_item_for_the_other_sex_is_a_hit(city: City) -> None:
    assert examined(city, WOMAN, "PROSTATE").hit("wrong_sex") == {"A": 80_00}
    (hit,) = city.hits("wrong_sex").rows(named=True)
    assert (hit["feedetl_sn"], hit["dr_code"], hit["psn_no"]) == ("A/0", "D1", "P1")


@pytest.mark.parametrize(
    ("gend", "item"),
    [(MAN, "PROSTATE"), (WOMAN, "DELIVERY"), (WOMAN, "X"), ("0", "PROSTATE"), ("9", "DELIVERY"),
     (None, "PROSTATE")],
)  # fmt: skip
def test_a_fitting_item_or_an_unknown_sex_is_none(city: City, gend: str, item: str) -> None:
    assert examined(city, gend, item).hit("wrong_sex") == {}


def test_an_unregistered_person_is_of_no_sex(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "PROSTATE")
    assert city.hit("wrong_sex") == {}


def test_a_reversed_item_was_not_done(city: City) -> None:
    assert examined(city, WOMAN, "PROSTATE").reverse("A/0").hit("wrong_sex") == {}


def test_at_a_pharmacy_one_buys_for_the_family(city: City) -> None:
    city.person("P1", gend=WOMAN).purchase("A", "2025-06-01").line("A", "2025-06-01", "PROSTATE")
    assert city.hit("wrong_sex") == {}


def seen(city: City, *days: str, item: str = "PROSTATE", **more: object) -> City:
    """Visits of a woman by the register, each with an item."""
    if not city.rows["psn"]:
        city.person("P1", gend=WOMAN)
    for day in days:
        city.visit(day, day, **({"atddr_no": "D1"} | more)).line(day, day, item, 80)
    return city


def test_one_who_is_always_of_the_other_sex_is_registered_wrongly(city: City) -> None:
    seen(city, "2025-05-20", "2025-06-10")
    assert city.hit("wrong_sex", "2025-05") == {"2025-05-20": 80_00}
    assert city.hit("wrong_sex", "2025-06") == {}


def test_one_who_also_has_items_of_the_own_sex_lends_the_card(city: City) -> None:
    seen(city, "2025-05-20", "2025-06-10")
    assert list(seen(city, "2025-06-12", item="DELIVERY").hit("wrong_sex")) == ["2025-06-10"]


def test_one_who_is_of_the_other_sex_at_several_sites_lends_the_card(city: City) -> None:
    seen(city, "2025-05-20")
    assert list(seen(city, "2025-06-10", site="H2").hit("wrong_sex")) == ["2025-06-10"]


def test_a_doctor_with_many_such_persons_is_no_witness(city: City) -> None:
    seen(city, "2025-05-20", "2025-06-10")
    for n in (2, 3):
        city.person(f"P{n}", gend=WOMAN).visit(f"A{n}", "2025-06-11", psn=f"P{n}", atddr_no="D1")
        city.line(f"A{n}", "2025-06-11", "PROSTATE")
    assert list(city.hit("wrong_sex")) == ["2025-06-10", "A2", "A3"]
    seen(city, "2025-06-20", atddr_no="D2")
    assert list(city.hit("wrong_sex")) == ["A2", "A3"]


def test_a_longer_record_outweighs_the_cards_lent_at_a_large_hospital(city: City) -> None:
    seen(city, "2025-04-02", "2025-05-20", "2025-06-10")
    for n in (2, 3):
        city.person(f"P{n}", gend=WOMAN).visit(f"A{n}", "2025-06-11", psn=f"P{n}", atddr_no="D1")
        city.line(f"A{n}", "2025-06-11", "PROSTATE")
    assert list(city.hit("wrong_sex")) == ["A2", "A3"]
