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
    assert templated(city, 4).hit("templated_stays") == {f"A{n}": 1000_00 for n in range(4)}


@pytest.mark.parametrize(
    "odd",
    [{"end": "2025-06-05"}, {"item": "Z"}, {"site": "H2"}, {"med_type": "11"}],
    ids=lambda odd: next(iter(odd)),
)
def test_a_group_too_small_is_not_templated(city: City, odd: dict[str, str]) -> None:
    assert templated(city, 4, **odd).hit("templated_stays") == {}


def test_stays_without_lines_are_not_equal_to_each_other(city: City) -> None:
    for n in range(4):
        city.stay(f"A{n}", "2025-06-01", "2025-06-04", psn=f"P{n}")
    assert city.hit("templated_stays") == {}


def test_members_settled_a_month_earlier_still_make_the_group(city: City) -> None:
    for n, settled in enumerate(("2025-05-31", "2025-05-31", "2025-06-01", "2025-06-01")):
        city.stay(f"A{n}", "2025-05-20", "2025-05-31", psn=f"P{n}", settled=settled)
        city.line(f"A{n}", "2025-05-20", "X")
    assert city.hit("templated_stays", "2025-05") == {}
    assert sorted(city.hit("templated_stays")) == ["A2", "A3"]


def returned(city: City, *, day: int = 10, site: str = "H1", diag: str = "J18.1") -> City:
    """Discharged on the fifth, back on `day`."""
    city.stay("A", "2025-06-01", "2025-06-05", dscg_maindiag_code="J18.9")
    return city.stay(
        "B", f"2025-06-{day:02}", f"2025-06-{day + 3:02}", site=site, yuan=1000,
        dscg_maindiag_code=diag, act_pay_dedc=300_00,
    )  # fmt: skip


@pytest.mark.parametrize("day", [5, 10, 20])
def test_back_within_days_for_the_same_disease_is_split(city: City, day: int) -> None:
    assert returned(city, day=day).hit("split_admission") == {"B": 300_00}


@pytest.mark.parametrize(
    "back",
    [{"day": 21}, {"site": "H2"}, {"diag": "I10"}],
    ids=["later", "elsewhere", "for another disease"],
)
def test_an_honest_return_is_not_split(city: City, back: dict[str, Any]) -> None:
    assert returned(city, **back).hit("split_admission") == {}


def test_a_planned_cycle_is_not_split(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-03", dscg_maindiag_code="Z51.1")
    city.stay("B", "2025-06-10", "2025-06-12", dscg_maindiag_code="Z51.1")
    assert city.hit("split_admission") == {}


def test_unknown_diagnoses_are_not_the_same_disease(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-03").stay("B", "2025-06-10", "2025-06-12")
    assert city.hit("split_admission") == {}


def test_a_return_after_a_refunded_stay_is_not_split(city: City) -> None:
    assert returned(city).refund("A", "2025-06-30").hit("split_admission") == {}


def test_a_split_across_months_belongs_to_the_later_month(city: City) -> None:
    city.stay("A", "2025-05-20", "2025-05-28", dscg_maindiag_code="J18.9")
    city.stay("B", "2025-06-02", "2025-06-05", dscg_maindiag_code="J18.9")
    assert city.hit("split_admission", "2025-05") == {}
    assert city.hit("split_admission", "2025-06") == {"B": 600_00}


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
