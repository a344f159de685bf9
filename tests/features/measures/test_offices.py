from typing import Any

import pytest

City = Any  # the builder of conftest.py


def claim(city: City, name: str, seconds: int, **more: Any) -> City:
    """A claim by hand, looked at for less than a minute by C1."""
    row = {"setl_type": "1", "opter_id": "C1", "appy_time": f"2025-06-03 10:00:{60 - seconds}"}
    return city.visit(name, "2025-05-20", settled="2025-06-03 10:01", **row | more)


def test_seconds_per_review(city: City) -> None:
    claim(claim(claim(city, "A", 10), "B", 40), "C", 20)
    assert city.measure("review_seconds", "clerk") == {"C1": 20}


def test_who_pays_out_and_when(city: City) -> None:
    claim(city, "A", 9, rchker_id="C1", dfr_opter_id="C1", dfr_time="2025-06-13")
    claim(city, "B", 9, rchker_id="C1", dfr_opter_id="C2", dfr_time="2025-06-23 12:00")
    claim(city, "C", 9)
    assert city.measure("reviewer_pays_alone_share", "clerk") == {"C1": 0.5}
    assert city.measure("payers", "clerk") == {"C1": 2}
    assert city.measure("payout_days", "clerk") == {"C1": 15}


def firm(city: City) -> City:
    """P1 is enrolled for a week, P2 for ten months, P3 for ten years; P4 is not."""
    rows = (("P1", "2025-05-26", 4000), ("P2", "2024-08-01", 5000), ("P3", "2015-01-01", 9000))
    for psn, since, base in rows:
        city.add(
            "enrol", psn_insu_rlts_id=psn, psn_no=psn, insutype="310", emp_no="E1",
            psn_insu_date=since, clctstd=base * 100,
        )  # fmt: skip
    city.person("P4", emp_no="E1")
    for n in (1, 2, 3, 4):
        city.visit(f"A{n}", "2025-06-02", psn=f"P{n}", insutype="310", yuan=n * 100)
    return city


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("early_care_share", 1 / 3),
        ("newcomer_share", 2 / 3),
        ("newcomer_cost", 150),
        ("newcomer_base_ratio", 0.5),
        ("fee_per_patient", 250),
    ],
)
def test_new_employees(city: City, name: str, value: float) -> None:
    assert firm(city).measure(name, "employer") == {"E1": pytest.approx(value)}
