from typing import Any

import pytest

from features.level import Registers
from features.patient import PATIENT

City = Any  # the builder of conftest.py


def described(city: City) -> dict[str, dict[str, Any]]:
    registers = Registers(*(city.table(name) for name in ("inst", "dr", "psn", "case", "tip")))
    frame = PATIENT.describe(city.encounters().lazy(), registers).collect()
    assert frame["entity_id"].is_unique().all()
    return {row["entity_id"]: row for row in frame.to_dicts()}


@pytest.mark.parametrize(
    ("brdy", "band"),
    [("2025-01-01", "0-6"), ("2018-05-01", "7-17"), ("2006-01-01", "18-44"),
     ("1955-07-01", "60-69"), ("1955-05-01", "70-79"), ("1900-01-01", "80+"), (None, None)],
)  # fmt: skip
def test_age_falls_into_a_band(city: City, brdy: str | None, band: str | None) -> None:
    city.person("P1", brdy=brdy).visit("A", "2025-06-01")
    assert described(city)["P1"]["age_band"] == band


@pytest.mark.parametrize(("gend", "known"), [("1", "1"), ("2", "2"), ("0", None), ("9", None)])
def test_an_unknown_sex_is_no_sex(city: City, gend: str, known: str | None) -> None:
    city.person("P1", gend=gend).visit("A", "2025-06-01")
    assert described(city)["P1"]["gend"] == known


def test_insurance_is_of_the_settlements_and_the_area_of_the_register(city: City) -> None:
    city.person("P1", live_admdvs="V1", insutype="999")
    city.visit("A", "2025-06-01", insutype="310").visit("B", "2025-06-02")
    found = described(city)["P1"]
    assert (found["insutype"], found["kind"], found["area"]) == ("310", "310", "V1")


def test_an_unregistered_person_is_unknown_but_there(city: City) -> None:
    found = described(city.visit("A", "2025-06-01"))["P1"]
    assert [found[name] for name in ("area", "gend", "age_band", "insutype")] == [None] * 4
    assert found["entity_name"] == "P1"
