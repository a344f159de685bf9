from typing import Any

import pytest

City = Any  # the builder of conftest.py


def prescribed(
    city: City, *visits: tuple[str, float], drug: str = "PILL", sites: str = "1111", **more: object
) -> City:
    """Visits that give days of supply of a drug, by default at one house: `M0`, `M1` ..."""
    for n, (day, supply) in enumerate(visits):
        city.visit(f"M{n}", day, site=f"H{sites[n]}", **more)
        city.line(f"M{n}", day, drug, 100 + n, kind="09", prd_days=supply, bilg_dr_codg="D1")
    return city


def test_giving_again_with_much_left_overlaps(city: City) -> None:
    prescribed(city, ("2025-06-01", 30), ("2025-06-06", 30))
    assert city.hit("supply_overlap") == {"M1": 101_00}
    (hit,) = city.hits("supply_overlap").rows(named=True)
    assert (hit["feedetl_sn"], hit["dr_code"], hit["fixmedins_code"]) == ("M1/0", "D1", "H1")


@pytest.mark.parametrize("day", ["2025-06-07", "2025-06-28", "2025-06-30"])
def test_giving_again_when_less_is_left_is_fine(city: City, day: str) -> None:
    assert prescribed(city, ("2025-06-01", 30), (day, 30)).hit("supply_overlap") == {}


def test_a_house_need_not_know_what_another_gave(city: City) -> None:
    prescribed(city, ("2025-06-01", 30), ("2025-06-02", 30), sites="12")
    assert city.hit("supply_overlap") == {}


def test_another_drug_or_person_does_not_overlap(city: City) -> None:
    prescribed(city, ("2025-06-01", 30)).visit("B", "2025-06-02", psn="P2")
    city.line("B", "2025-06-02", "PILL", prd_days=30)
    city.visit("C", "2025-06-02").line("C", "2025-06-02", "OTHER", prd_days=30)
    assert city.hit("supply_overlap") == {}


@pytest.mark.parametrize("med_type", ["21", "41"])
def test_wards_and_shops_do_not_prescribe_for_home(city: City, med_type: str) -> None:
    prescribed(city, ("2025-06-01", 30), ("2025-06-02", 30), med_type=med_type)
    assert city.hit("supply_overlap") == {}


def test_supply_of_earlier_months_counts_and_the_hit_is_of_its_month(city: City) -> None:
    prescribed(city, ("2025-04-20", 84), ("2025-06-02", 30))
    assert city.hit("supply_overlap", "2025-04") == {}
    assert list(city.hit("supply_overlap", "2025-06")) == ["M1"]


def test_what_is_left_is_never_less_than_nothing(city: City) -> None:
    """Forty days without the drug do not make up for three visits in three days."""
    prescribed(city, ("2025-04-22", 1), ("2025-06-01", 30), ("2025-06-02", 30), ("2025-06-03", 30))
    assert list(city.hit("supply_overlap")) == ["M2", "M3"]


def test_two_lines_of_one_visit_are_not_given_again(city: City) -> None:
    prescribed(city, ("2025-06-01", 30)).line("M0", "2025-06-01", "PILL", prd_days=30)
    assert city.hit("supply_overlap") == {}


def test_what_was_taken_back_leaves_no_supply(city: City) -> None:
    prescribed(city, ("2025-06-01", 30), ("2025-06-02", 30))
    assert city.refund("M0", "2025-06-01 20:00").hit("supply_overlap") == {}


def test_a_reversed_line_leaves_no_supply(city: City) -> None:
    prescribed(city, ("2025-06-01", 30), ("2025-06-02", 30))
    assert city.reverse("M0/0").hit("supply_overlap") == {}


def test_where_no_days_are_stated_the_packs_tell(city: City) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-03")
    city.line("A", "2025-06-01", "PILL", kind="09", cnt=2.0).line("B", "2025-06-03", "PILL", 70)
    city.rows["fee"][-1] |= {"med_chrgitm_type": "09", "prd_days": 0}
    assert city.hit("supply_overlap") == {"B": 70_00}


def test_of_an_unlisted_drug_without_days_nothing_is_known(city: City) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-02")
    city.line("A", "2025-06-01", "X", kind="09").line("B", "2025-06-02", "X", kind="09")
    assert city.hit("supply_overlap") == {}


@pytest.mark.parametrize(
    ("drug", "packs", "med_type", "fen"),
    [
        ("PILL", 3.0, "11", None),  # 90 days: twelve weeks in whole packs
        ("PILL", 4.0, "11", 25_00),  # 120 days, of which 30 too many
        ("COLD", 5.0, "11", None),
        ("COLD", 10.0, "11", 50_00),
        ("COLD", 10.0, "14", None),  # registered for a chronic illness
        ("COLD", 20.0, "14", 15_00),
        ("COLD", 10.0, "41", None),  # a shop sells what is asked for
        ("COLD", 10.0, "21", None),
    ],
)
def test_one_visit_gives_no_more_than_the_longest_prescription(
    city: City, drug: str, packs: float, med_type: str, fen: int | None
) -> None:
    city.visit("A", "2025-06-01", med_type=med_type)
    city.line("A", "2025-06-01", drug, 100, kind="09", cnt=packs)
    assert city.hit("too_much_at_once") == ({} if fen is None else {"A": fen})


def test_two_lines_of_one_visit_add_up(city: City) -> None:
    city.visit("A", "2025-06-01")
    for packs in (1.0, 3.0):
        city.line("A", "2025-06-01", "PILL", 40, kind="09", cnt=packs)
    assert city.hits("too_much_at_once")["amount_fen"].to_list() == [10_00, 10_00]


@pytest.mark.parametrize(
    ("day", "packs", "fen"),
    [
        ("2025-06-10", 1.0, 76_67),  # at discharge: 30 days, 7 allowed
        ("2025-06-01", 1.0, 46_67),  # nine days of the stay are left
        ("2025-06-10", 0.25, None),  # seven days and a half
        ("2025-06-01", 0.5, None),
    ],
)
def test_a_stay_takes_home_a_week_at_most(
    city: City, day: str, packs: float, fen: int | None
) -> None:
    city.stay("A", "2025-06-01", "2025-06-10").line("A", day, "PILL", kind="09", cnt=packs)
    assert city.hit("ward_oversupply") == ({} if fen is None else {"A": fen})


def test_supply_of_a_visit_is_none_of_the_ward(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "PILL", kind="09")
    assert city.hit("ward_oversupply") == {}


def test_a_stay_over_the_end_of_a_month_is_judged_when_it_is_settled(city: City) -> None:
    city.stay("A", "2025-05-30", "2025-06-02").line("A", "2025-05-31", "PILL", kind="09", cnt=2.0)
    assert city.hit("ward_oversupply", "2025-05") == {}
    assert city.hit("ward_oversupply", "2025-06") == {"A": 85_00}
