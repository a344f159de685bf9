from typing import Any

from features.doctor import DOCTOR
from features.level import Registers

City = Any  # the builder of conftest.py


def described(city: City) -> dict[str, dict[str, Any]]:
    registers = Registers(*(city.table(name) for name in ("inst", "dr", "psn", "case", "tip")))
    frame = DOCTOR.describe(city.encounters().lazy(), registers).collect()
    assert frame["entity_id"].is_unique().all()
    return {row["entity_id"]: row for row in frame.to_dicts()}


def test_a_doctor_belongs_to_where_most_encounters_were(city: City) -> None:
    for n, site in enumerate(("H1", "H2", "H2")):
        city.visit(f"A{n}", "2025-06-01", site=site, atddr_no="D1")
    city.rows["inst"][1] |= {"fix_blng_admdvs": "02", "medinslv": "3"}
    found = described(city)["D1"]
    assert (found["area"], found["grade"], found["kind"]) == ("02", "3", "A")


def test_of_equal_sites_the_first_by_code_counts(city: City) -> None:
    city.visit("A", "2025-06-01", site="H2", atddr_no="D1").visit("B", "2025-06-01", atddr_no="D1")
    city.rows["inst"][0] |= {"fix_blng_admdvs": "02"}
    assert described(city)["D1"]["area"] == "01"


def test_a_doctor_registered_at_two_sites_is_one_doctor(city: City) -> None:
    for site, scope in (("H1", "B"), ("H2", "A"), ("H3", None)):
        city.add("dr", dr_code="D1", fixmedins_code=site, dr_prac_scp_code=scope)
    city.visit("A", "2025-06-01", atddr_no="D1").visit("B", "2025-06-01", atddr_no="D2")
    found = described(city)
    assert (found["D1"]["scope"], found["D2"]["scope"]) == ("A", None)


def test_a_doctor_is_named_by_the_code_alone(city: City) -> None:
    city.visit("A", "2025-06-01", atddr_no="D1").visit("B", "2025-06-01")
    found = described(city)
    assert list(found) == ["D1"]
    assert found["D1"]["entity_name"] == "D1"
