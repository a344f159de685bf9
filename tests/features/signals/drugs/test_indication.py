from typing import Any

import pytest

City = Any  # the builder of conftest.py


def albumin(city: City, *listed: str, main: str | None = None) -> City:
    """A stay with a restricted drug, its main diagnosis and its list of diagnoses."""
    city.stay("A", "2025-06-01", "2025-06-05", dscg_maindiag_code=main)
    for code in listed:
        city.add("diag", mdtrt_id="A", diag_code=code, diag_time="2025-06-01")
    return city.line("A", "2025-06-02", "ALBUMIN", 380, kind="09", bilg_dr_codg="D1")


def test_a_restricted_drug_wants_one_of_its_illnesses(city: City) -> None:
    (hit,) = albumin(city, "J18.9", "I10", main="J18.9").hits("restricted_drug").rows(named=True)
    assert (hit["feedetl_sn"], hit["dr_code"], hit["amount_fen"]) == ("A/0", "D1", 380_00)


@pytest.mark.parametrize(
    ("listed", "main"),
    [(("J18.9", "K74.6"), "J18.9"), ((), "C34.9"), (("C16",), None)],
)
def test_any_diagnosis_may_be_the_one(
    city: City, listed: tuple[str, ...], main: str | None
) -> None:
    assert albumin(city, *listed, main=main).hit("restricted_drug") == {}


def test_without_any_diagnosis_nothing_is_said(city: City) -> None:
    assert albumin(city).hit("restricted_drug") == {}


def test_an_illness_of_another_visit_permits_it(city: City) -> None:
    city.visit("B", "2025-04-05", site="H2", dscg_maindiag_code="K74.6")
    assert albumin(city, main="J18.9").hit("restricted_drug") == {}


def test_another_persons_illness_does_not(city: City) -> None:
    city.visit("B", "2025-04-05", psn="P2", dscg_maindiag_code="K74.6")
    assert list(albumin(city, main="J18.9").hit("restricted_drug")) == ["A"]


def test_a_stay_not_yet_settled_is_judged_by_its_list(city: City) -> None:
    albumin(city, "J18.9")
    city.rows["setl"][0]["setl_time"] = "2025-07-01"
    assert list(city.hit("restricted_drug")) == ["A"]
    city.add("diag", mdtrt_id="A", diag_code="K74.6", diag_time="2025-06-02")
    assert city.hit("restricted_drug") == {}


def seen_by(city: City, *scopes: str, diagnosis: str = "K02.9") -> City:
    """A visit to a doctor registered for some scopes of practice, who prescribes insulin."""
    for n, scope in enumerate(scopes):
        city.add("dr", dr_code="D1", fixmedins_code=f"H{n}", dr_prac_scp_code=scope)
    city.visit("A", "2025-06-02", dscg_maindiag_code=diagnosis)
    return city.line("A", "2025-06-02", "INSULIN", 148, kind="09", bilg_dr_codg="D1")


@pytest.mark.parametrize(
    ("scopes", "hits"),
    [(("12",), {"A": 148_00}), (("03",), {}), (("12", "02"), {}), ((), {})],
    ids=["dentist", "physician", "both", "unregistered"],
)
def test_a_drug_belongs_to_departments(
    city: City, scopes: tuple[str, ...], hits: dict[str, int]
) -> None:
    assert seen_by(city, *scopes).hit("out_of_scope_drug") == hits


def test_a_visit_for_the_very_illness_excuses(city: City) -> None:
    assert seen_by(city, "50", diagnosis="E11.9").hit("out_of_scope_drug") == {}


def test_unlisted_drugs_belong_to_everybody(city: City) -> None:
    seen_by(city, "03").line("A", "2025-06-02", "PILL", kind="09", bilg_dr_codg="D1")
    assert city.hit("out_of_scope_drug") == {}
