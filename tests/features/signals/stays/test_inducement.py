from typing import Any

import pytest

City = Any  # the builder of conftest.py


def admitted(city: City, count: int, kind: str = "21") -> City:
    """Mildly ill persons of 75 from one village, admitted on one day."""
    for n in range(count):
        city.person(f"P{n}", brdy="1950-01-01", live_admdvs="V1")
        city.visit(
            f"A{n}", "2025-06-01", end="2025-06-05", psn=f"P{n}", med_type=kind,
            dscg_maindiag_code="J06.9",
        )  # fmt: skip
    return city


def test_mildly_ill_old_neighbours_admitted_together_are_a_group(city: City) -> None:
    assert admitted(city, 3).hit("mild_group_admission") == {f"A{n}": 600_00 for n in range(3)}


def test_two_old_neighbours_are_no_group(city: City) -> None:
    assert admitted(city, 2).hit("mild_group_admission") == {}


def test_only_candidates_make_the_group(city: City) -> None:
    """Out-patients, the young and the gravely ill of the village do not fill it up."""
    admitted(city, 2)
    city.person("P7", brdy="1950-01-01", live_admdvs="V1")
    city.visit("B", "2025-06-01", psn="P7", dscg_maindiag_code="J06.9")
    city.person("P8", brdy="1990-01-01", live_admdvs="V1")
    city.stay("C", "2025-06-01", "2025-06-04", psn="P8", dscg_maindiag_code="J06.9")
    city.person("P9", brdy="1950-01-01", live_admdvs="V1")
    city.stay("D", "2025-06-01", "2025-06-04", psn="P9", dscg_maindiag_code="I21.0")
    assert city.hit("mild_group_admission") == {}


def test_persons_of_unknown_residence_are_no_neighbours(city: City) -> None:
    admitted(city, 3)
    for person in city.rows["psn"]:
        del person["live_admdvs"]
    assert city.hit("mild_group_admission") == {}


def waived(city: City, **more: object) -> City:
    """An elderly person's stay of which the fund pays all."""
    city.person("P1", brdy="1950-01-01", psn_idet_type=more.pop("poor", None))
    return city.stay("A", "2025-06-01", "2025-06-05", **({"psn_part_amt": 0} | more))


def test_a_stay_that_costs_an_old_person_nothing_is_waived(city: City) -> None:
    assert waived(city).hit("waived_stay") == {"A": 600_00}


@pytest.mark.parametrize(
    "right",
    [{"poor": "01"}, {"insutype": "340"}, {"psn_part_amt": 1_00}, {"fund_pay_sumamt": 0}],
    ids=["assisted", "retired cadre", "pays a part", "the fund pays nothing"],
)
def test_who_pays_or_is_free_by_right_is_not_waived(city: City, right: dict[str, Any]) -> None:
    assert waived(city, **right).hit("waived_stay") == {}


def test_the_young_may_be_treated_for_nothing(city: City) -> None:
    city.person("P1", brdy="1990-01-01").stay("A", "2025-06-01", "2025-06-05", psn_part_amt=0)
    assert city.hit("waived_stay") == {}


def trip(city: City, day: str, site: str, *psn: str, diag: str = "J06.9") -> City:
    """Persons admitted together; the key of a stay is its day and its person."""
    for who in psn:
        key = f"{day[5:]}-{who}"
        city.stay(key, day, day, psn=who, site=site, yuan=100, dscg_maindiag_code=diag)
    return city


def test_two_who_go_from_house_to_house_together_are_led(city: City) -> None:
    trip(trip(city, "2025-05-10", "H1", "P1", "P2"), "2025-06-10", "H2", "P1", "P2", "P3")
    assert city.hit("led_to_wards", "2025-05") == {}
    assert city.hit("led_to_wards") == {
        f"{day}-{who}": 60_00 for day in ("05-10", "06-10") for who in ("P1", "P2")
    }


def test_a_trip_is_told_once(city: City) -> None:
    for day, site in (("2025-04-10", "H1"), ("2025-05-10", "H2"), ("2025-06-10", "H1")):
        trip(city, day, site, "P1", "P2")
    assert len(city.hit("led_to_wards", "2025-05")) == 4
    assert sorted(city.hit("led_to_wards")) == ["06-10-P1", "06-10-P2"]


@pytest.mark.parametrize(
    "second",
    [("2025-06-10", "H1", "P1", "P2"), ("2025-06-10", "H2", "P1"), ("2025-06-10", "H2", "P3")],
    ids=["same house", "alone", "another"],
)
def test_those_who_met_by_chance_are_not_led(city: City, second: tuple[str, ...]) -> None:
    trip(trip(city, "2025-05-10", "H1", "P1", "P2"), *second)
    assert city.hit("led_to_wards") == {}


def test_the_injured_are_sent_on_together_by_ambulance(city: City) -> None:
    for day, site in (("2025-06-01", "H1"), ("2025-06-03", "H2")):
        trip(city, day, site, "P1", "P2", diag="S72.0")
    assert city.hit("led_to_wards") == {}


@pytest.mark.parametrize(("area", "told"), [("V1", 4), ("V2", 3)], ids=["the same", "another"])
def test_who_comes_along_from_the_same_place_is_led_as_well(
    city: City, area: str, told: int
) -> None:
    city.lower(mild_group_min=3)
    for who in ("P1", "P2", "P3", "P4"):
        city.person(who, live_admdvs=area if who == "P4" else "V1")
    trip(city, "2025-05-10", "H1", "P1", "P2", "P3")
    trip(city, "2025-06-10", "H2", "P1", "P2", "P3", "P4")
    assert sum(key.startswith("06") for key in city.hit("led_to_wards")) == told
