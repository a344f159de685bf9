from typing import Any

import pytest

City = Any  # the builder of conftest.py
BED, DRUG = "01", "09"


def charged(city: City, mdtrt_id: str, kinds: dict[int, str]) -> City:
    """One line of 100 yuan a day in June, of the kind told for that day."""
    for day, kind in kinds.items():
        city.line(mdtrt_id, f"2025-06-{day:02}", f"ITEM{kind}", kind=kind)
    return city


def test_hollow_days_make_a_hollow_stay_with_its_share_of_the_cost(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05", yuan=1000, atddr_no="D1")
    charged(city, "A", {1: DRUG, 2: BED, 3: "02", 4: "07"})
    assert city.hit("hollow_stay") == {"A": 750_00}
    (hit,) = city.hits("hollow_stay").rows(named=True)
    assert (hit["psn_no"], hit["dr_code"], hit["setl_id"]) == ("P1", "D1", "S-A")


@pytest.mark.parametrize(
    "kinds",
    [
        {1: DRUG, 2: BED, 3: BED},
        {1: BED, 2: BED, 3: BED, 4: DRUG, 5: DRUG, 6: DRUG},
    ],
    ids=["too few hollow days", "not most of the stay"],
)
def test_a_stay_with_some_quiet_days_is_not_hollow(city: City, kinds: dict[int, str]) -> None:
    city.stay("A", "2025-06-01", "2025-06-07")
    assert charged(city, "A", kinds).hit("hollow_stay") == {}


def test_a_day_with_a_drug_beside_the_bed_is_not_hollow(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05")
    charged(charged(city, "A", dict.fromkeys(range(1, 5), BED)), "A", dict.fromkeys((3, 4), DRUG))
    assert city.hit("hollow_stay") == {}


def test_an_outpatient_is_never_hollow(city: City) -> None:
    city.visit("A", "2025-06-01", end="2025-06-05")
    assert charged(city, "A", dict.fromkeys(range(1, 5), BED)).hit("hollow_stay") == {}


def test_hollow_days_of_two_months_add_up_in_the_month_of_settlement(city: City) -> None:
    city.stay("A", "2025-05-30", "2025-06-03")
    for day in ("2025-05-30", "2025-05-31", "2025-06-01", "2025-06-02"):
        city.line("A", day, "BED", kind=BED)
    assert city.hit("hollow_stay", "2025-05") == {}
    assert list(city.hit("hollow_stay")) == ["A"]


@pytest.mark.parametrize(
    ("day", "hits"),
    [
        ("05-31", []),
        ("06-01", []),
        ("06-02", ["A"]),
        ("06-04", ["A"]),
        ("06-05", []),
        ("06-06", []),
    ],
)
def test_a_visit_counts_only_strictly_inside_the_stay(
    city: City, day: str, hits: list[str]
) -> None:
    city.stay("A", "2025-06-01", "2025-06-05", yuan=500)
    city.purchase("B", f"2025-{day} 10:00")
    assert list(city.hit("visit_during_stay")) == hits


def test_two_visits_during_a_stay_are_one_hit_of_its_fund_payment(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-09", yuan=500)
    city.purchase("B", "2025-06-03").visit("C", "2025-06-04", site="H2")
    assert city.hit("visit_during_stay") == {"A": 300_00}


def test_the_visit_of_another_or_a_refunded_one_is_no_hit(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-09")
    city.purchase("B", "2025-06-03", psn="P2")
    city.purchase("C", "2025-06-03").refund("C", "2025-06-03 12:00")
    assert city.hit("visit_during_stay") == {}


def test_a_visit_before_the_turn_of_the_month_is_found_when_the_stay_is_settled(
    city: City,
) -> None:
    city.purchase("B", "2025-05-30").stay("A", "2025-05-25", "2025-06-05")
    assert city.hit("visit_during_stay", "2025-05") == {}
    assert list(city.hit("visit_during_stay", "2025-06")) == ["A"]
    assert city.hit("visit_during_stay", "2025-07") == {}


def test_a_visit_at_the_same_house_or_a_chronic_refill_is_no_errand(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-09")
    city.visit("B", "2025-06-03").visit("C", "2025-06-04", site="H2", med_type="14")
    assert city.hit("visit_during_stay") == {}
    assert city.hit("errand_during_stay") == {}


def test_an_errand_after_the_last_treatment_shows_the_stay_and_the_visit(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-09", yuan=500, atddr_no="D1")
    charged(city, "A", {1: DRUG, 2: DRUG, 3: BED, 4: BED}).purchase("B", "2025-06-03")
    assert city.hit("errand_during_stay") == {"A": 300_00, "B": 0}
    assert set(city.hits("errand_during_stay")["fixmedins_code"]) == {"H1"}
    assert city.hits("errand_during_stay")["setl_id"].to_list() == ["S-A", "S-B"]


def test_an_errand_while_the_ward_still_treats_proves_no_empty_bed(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-09")
    charged(city, "A", {1: DRUG, 3: DRUG, 4: BED}).purchase("B", "2025-06-03")
    assert city.hit("errand_during_stay") == {}
