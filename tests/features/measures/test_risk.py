from typing import Any

import pytest

from features.feature import Feature
from features.measures import risk

City = Any  # the builder of conftest.py
EXPECTED = {
    "dear_material_rate": 200.0, "implant_without_operation_share": 0.5,
    "operation_fee_share": 0.1, "negotiated_drug_share": 0.2, "by_hand_share": 0.25,
    "e_credential_share": 0.5, "largest_payment": 900.0, "elderly_mild_share": 0.5,
}  # fmt: skip


@pytest.fixture
def hospital(city: City) -> City:
    """Two stays with a dear implant, one of them operated, a claim by hand and a cash bill."""
    city.person("P1", brdy="1940-01-01", gend="1").person("P2", brdy="1990-01-01", gend="1")
    city.stay("A", "2025-06-01", "2025-06-05", dscg_maindiag_code="J06", mdtrt_cert_type="01",
              setl_type="2")  # fmt: skip
    city.stay("B", "2025-06-08", "2025-06-12", psn="P2", oprn_oprt_code="47.09",
              fund_pay_sumamt=500_00, acct_pay=400_00, mdtrt_cert_type="03",
              setl_type="2")  # fmt: skip
    city.visit("C", "2025-06-02", setl_type="1", fund_pay_sumamt=600_00)
    city.visit("D", "2025-06-03", yuan=5000, fund_pay_sumamt=0, setl_type="2")
    for stay in "AB":
        city.line(stay, "2025-06-09", "STENT", 3000, kind="08", pric=3000_00.0)
    city.line("B", "2025-06-09", "CUT", 1000, kind="06")
    return city.line("A", "2025-06-02", "PILL", 3000 - 1000, kind="09", hi_nego_drug_flag="1").line(
        "A", "2025-06-02", "BED", 1000, kind="01"
    )


@pytest.mark.parametrize("feature", risk.FEATURES, ids=lambda feature: feature.name)
def test_high_risk_fields_of_a_hospital(hospital: City, feature: Feature) -> None:
    assert hospital.measure(feature.name)["H1"] == pytest.approx(EXPECTED[feature.name])


def test_what_was_paid_in_cash_was_claimed_from_nobody(city: City) -> None:
    city.purchase("A", "2025-06-01", yuan=4770, fund_pay_sumamt=0)
    city.purchase("B", "2025-06-02", yuan=80, fund_pay_sumamt=0, acct_pay=80_00)
    assert city.measure("largest_payment") == {"R1": 80}
