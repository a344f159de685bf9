from typing import Any

import pytest

City = Any  # the builder of conftest.py


def bought(
    city: City, *purchases: tuple[str, float], drug: str = "PILL", psn: tuple[str, ...] = ()
) -> City:
    """Purchases of days of supply, each at a pharmacy of its own: `M0`, `M1` ..."""
    for n, (day, supply) in enumerate(purchases):
        who = psn[n] if psn else "P1"
        city.purchase(f"M{n}", day, site=f"R{n}", psn=who)
        city.line(f"M{n}", day, drug, 100 + n, kind="09", prd_days=supply, bilg_dr_codg="D1")
    return city


def test_buying_again_with_much_left_overlaps_anywhere(city: City) -> None:
    bought(city, ("2025-06-01", 30), ("2025-06-16", 30))
    assert city.hit("supply_overlap") == {"M1": 101_00}
    (hit,) = city.hits("supply_overlap").rows(named=True)
    assert (hit["feedetl_sn"], hit["dr_code"], hit["fixmedins_code"]) == ("M1/0", "D1", "R1")


@pytest.mark.parametrize("day", ["2025-06-17", "2025-06-28", "2025-06-30"])
def test_buying_again_when_little_is_left_is_fine(city: City, day: str) -> None:
    assert bought(city, ("2025-06-01", 30), (day, 30)).hit("supply_overlap") == {}


def test_another_drug_or_person_does_not_overlap(city: City) -> None:
    bought(city, ("2025-06-01", 30), ("2025-06-02", 30), psn=("P1", "P2"))
    city.line("M1", "2025-06-02", "OTHER", prd_days=30, psn_no="P1")
    assert city.hit("supply_overlap") == {}


def test_supply_of_earlier_months_counts_and_the_hit_is_of_its_month(city: City) -> None:
    bought(city, ("2025-04-20", 90), ("2025-06-02", 30))
    assert city.hit("supply_overlap", "2025-04") == {}
    assert list(city.hit("supply_overlap", "2025-06")) == ["M1"]


def test_what_is_left_is_never_less_than_nothing(city: City) -> None:
    """Forty days without the drug do not make up for three purchases in three days."""
    bought(city, ("2025-04-22", 1), ("2025-06-01", 30), ("2025-06-02", 30), ("2025-06-03", 30))
    assert list(city.hit("supply_overlap")) == ["M2", "M3"]


def test_two_lines_of_one_purchase_are_not_bought_again(city: City) -> None:
    bought(city, ("2025-06-01", 30)).line("M0", "2025-06-01", "PILL", prd_days=30)
    assert city.hit("supply_overlap") == {}


def test_a_purchase_taken_back_leaves_no_supply(city: City) -> None:
    bought(city, ("2025-06-01", 30), ("2025-06-02", 30))
    assert city.refund("M0", "2025-06-01 20:00").hit("supply_overlap") == {}


def test_a_reversed_line_leaves_no_supply(city: City) -> None:
    bought(city, ("2025-06-01", 30), ("2025-06-02", 30))
    assert city.reverse("M0/0").hit("supply_overlap") == {}


def test_lines_without_days_of_supply_say_nothing(city: City) -> None:
    city.purchase("A", "2025-06-01").purchase("B", "2025-06-02")
    city.line("A", "2025-06-01", "PILL").line("B", "2025-06-02", "PILL", prd_days=0)
    assert city.hit("supply_overlap") == {}


@pytest.mark.parametrize(("drug", "hits"), [("INSULIN", ["M1"]), ("PILL", [])])
def test_only_listed_drugs_are_resaleable(city: City, drug: str, hits: list[str]) -> None:
    bought(city, ("2025-06-01", 30), ("2025-06-05", 30), drug=drug)
    assert list(city.hit("resaleable_overlap")) == hits
