from typing import Any

import pytest

City = Any  # the builder of conftest.py


def series(city: City, *minutes: int, drugs: tuple[str, ...] = ("PILL", "INSULIN")) -> City:
    """Visits of one doctor, so many minutes after nine, each with two packs of every drug."""
    for n, at in enumerate(minutes):
        time = f"2025-06-03 09:{at:02}"
        city.visit(f"M{n}", time, psn=f"P{n}", atddr_no="D1")
        for drug in drugs:
            city.line(f"M{n}", time, drug, 50, kind="09", cnt=2.0)
    return city


def test_the_same_prescription_for_many_in_a_row(city: City) -> None:
    hits = series(city, 0, 3, 6, 11).hits("prescription_series")
    assert hits["mdtrt_id"].to_list() == ["M0", "M1", "M2", "M3"]
    assert hits["dr_code"].unique().to_list() == ["D1"]
    assert hits["amount_fen"].to_list() == [100_00] * 4


@pytest.mark.parametrize("minutes", [(0, 3, 6), (0, 3, 9, 12)], ids=["three", "a pause"])
def test_a_few_are_no_series(city: City, minutes: tuple[int, ...]) -> None:
    assert series(city, *minutes).hit("prescription_series") == {}


@pytest.mark.parametrize("drugs", [("PILL",), ("COLD", "SYRUP")], ids=["one drug", "a wave"])
def test_refills_of_one_drug_and_waves_of_colds_are_none(
    city: City, drugs: tuple[str, ...]
) -> None:
    assert series(city, 0, 3, 6, 9, drugs=drugs).hit("prescription_series") == {}


def test_another_number_of_packs_is_another_prescription(city: City) -> None:
    series(city, 0, 3, 6, 9).line("M3", "2025-06-03 09:09", "PILL", kind="09", cnt=1.0)
    assert city.hit("prescription_series") == {}


def test_one_person_again_and_again_is_no_series(city: City) -> None:
    series(city, 0, 3, 6, 9)
    for row in [*city.rows["setl"], *city.rows["mdtrt"]]:
        row["psn_no"] = "P1"
    assert city.hit("prescription_series") == {}


def sales(city: City, numbered: int, bare: int, **more: object) -> City:
    """Sales of a prescription drug at one shop, with and without a prescription number."""
    for n in range(numbered + bare):
        city.purchase(f"M{n}", "2025-06-03", psn=f"P{n}", **more)
        city.line(f"M{n}", "2025-06-03", "PILL", 26, rxno="RX" if n < numbered else None)
    return city


def test_selling_without_a_prescription_as_a_habit(city: City) -> None:
    hits = sales(city, 20, 5).hits("no_prescription_number")
    assert hits.select("mdtrt_id", "feedetl_sn", "amount_fen").rows() == [
        (f"M{n}", f"M{n}/0", 26_00) for n in range(20, 25)
    ]


@pytest.mark.parametrize(("numbered", "bare"), [(28, 3), (5, 2)], ids=["rare", "few"])
def test_a_number_forgotten_now_and_then_is_no_habit(city: City, numbered: int, bare: int) -> None:
    assert sales(city, numbered, bare).hit("no_prescription_number") == {}


def test_what_all_shops_forget_is_no_habit_of_one(city: City) -> None:
    sales(city, 20, 5)
    for n in range(25):
        city.purchase(f"N{n}", "2025-06-03", psn=f"P{n}", site="H2")
        city.line(f"N{n}", "2025-06-03", "PILL", 26, rxno="RX" if n < 20 else None)
    assert city.hit("no_prescription_number") == {}


def test_a_hospital_numbers_its_prescriptions_otherwise(city: City) -> None:
    assert sales(city, 0, 5, med_type="11").hit("no_prescription_number") == {}


def test_other_drugs_want_no_prescription(city: City) -> None:
    sales(city, 0, 5)
    for row in city.rows["fee"]:
        row["med_list_codg"] = "COLD"
    assert city.hit("no_prescription_number") == {}
