from typing import Any

import pytest

City = Any  # the builder of conftest.py
DAY = "2025-06-10"


def test_a_service_of_nobody_in_no_department(city: City) -> None:
    city.visit("M1", DAY).line("M1", DAY, "ECG", 30, kind="03", inscp_scp_amt=25_00)
    assert city.hit("unnamed_service") == {"M1": 25_00}


@pytest.mark.parametrize(
    "more", [{"bilg_dr_codg": "D1"}, {"bilg_dept_codg": "03"}, {"med_chrgitm_type": "09"}]
)
def test_one_name_is_enough_and_goods_are_another_matter(city: City, more: dict[str, str]) -> None:
    city.visit("M1", DAY).line("M1", DAY, "ECG", 30, **({"med_chrgitm_type": "03"} | more))
    assert city.hit("unnamed_service") == {}


def test_a_rare_slip_at_a_large_site_is_none(city: City) -> None:
    city.lower(unnamed_share_min=0.5).visit("M1", DAY).line("M1", DAY, "ECG", 30, kind="03")
    for _ in range(2):
        city.line("M1", DAY, "CRP", 30, kind="04", bilg_dr_codg="D1", bilg_dept_codg="03")
    assert city.hit("unnamed_service") == {}


def documented(city: City, *lines: str) -> City:
    """A stay with one test, and documents for some line numbers."""
    city.stay("M1", "2025-06-08", "2025-06-12").line("M1", DAY, "CRP", 40, kind="04")
    for n, line in enumerate(lines):
        city.add(
            "order", order_id=f"O{n}", order_type=("order", "report")[n % 2], mdtrt_id="M1",
            order_time=DAY, feedetl_sn=line, fixmedins_code="H1",
        )  # fmt: skip
    return city


def test_a_charge_with_neither_order_nor_report(city: City) -> None:
    assert documented(city, "another").hit("undocumented_service") == {"M1": 40_00}


def test_one_document_is_enough(city: City) -> None:
    assert documented(city, "M1/0").hit("undocumented_service") == {}


def test_a_site_that_uploads_no_documents_is_not_judged(city: City) -> None:
    assert documented(city).hit("undocumented_service") == {}


def test_visits_have_no_documents(city: City) -> None:
    documented(city, "M1/0").visit("M2", DAY).line("M2", DAY, "CRP", 40, kind="04")
    assert city.hit("undocumented_service") == {}
