from typing import Any

import pytest

City = Any  # the builder of conftest.py
DAY = "2025-06-10"


@pytest.fixture
def ward(city: City) -> City:
    return city.stay("M1", "2025-06-08", "2025-06-12").line("M1", DAY, "BED", 50, kind="01")


def test_an_operation_that_nobody_has_awake(ward: City) -> None:
    assert ward.line("M1", DAY, "APPENDECTOMY", 900, kind="06").hit("operation_awake") == {
        "M1": 900_00
    }


def test_put_to_sleep_or_operated_under_a_local_one(ward: City) -> None:
    ward.line("M1", DAY, "APPENDECTOMY", 900, kind="06").line("M1", DAY, "NARCOSIS", 300, kind="06")
    ward.visit("M2", DAY).line("M2", DAY, "STENT", 900, kind="06")
    assert ward.hit("operation_awake") == {}


def recorded(city: City) -> City:
    return city.add("oprn", mdtrt_id="M1", oprn_oprt_code="47.0", oprn_oprt_date=DAY)


def test_an_operation_on_record_that_nobody_charged(ward: City) -> None:
    assert recorded(ward).hit("operation_not_charged") == {"M1": 600_00}


def test_an_operation_on_record_and_on_the_bill(ward: City) -> None:
    recorded(ward).line("M1", DAY, "STENT", 900, kind="06")
    assert ward.hit("operation_not_charged") == {}


@pytest.mark.parametrize("med_type", ["52", "11"])
def test_births_are_packages_and_visits_have_no_record(city: City, med_type: str) -> None:
    city.stay("M1", "2025-06-08", "2025-06-12", med_type=med_type)
    assert recorded(city).line("M1", DAY, "BED", 50).hit("operation_not_charged") == {}
