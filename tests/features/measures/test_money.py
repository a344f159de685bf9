from statistics import fmean, stdev
from typing import Any

import pytest

from features.feature import Feature
from features.measures import money

City = Any  # the builder of conftest.py
COSTS = (400, 600, 100.01, 200, 50)
EXPECTED = {
    "fee_per_stay": 500, "fee_per_visit": 150.005, "fee_per_purchase": 50, "fee_per_day": 100,
    "cost_index": None, "cost_index_p90": None,
    "cost_index_max": None, "cost_index_spread": None, "fee_per_patient": 1350.01,
    "fee_p90": 520,
    "fee_spread": stdev(COSTS) / fmean(COSTS), "stay_cost_spread": None,
    "fund_share": 810 / 1350.01, "no_copay_share": 1 / 2, "account_share": 10 / 400,
    "round_amount_share": 4 / 5, "deductible_share": 60 / 600, "refund_share": 1 / 5,
}  # fmt: skip


@pytest.fixture
def hospital(city: City) -> City:
    """Two stays, two visits and a purchase; one visit was refunded and settled anew."""
    city.stay("A", "2025-06-01", "2025-06-05", yuan=400, psn_part_amt=0, acct_pay=10_00)
    city.stay("B", "2025-06-10", "2025-06-16", yuan=600, psn_part_amt=9_00, act_pay_dedc=60_00)
    city.visit("C", "2025-06-01", yuan=101).visit("D", "2025-06-02", yuan=200, psn_part_amt=0)
    city.rows["setl"][-2]["medfee_sumamt"], city.rows["setl"][-2]["fund_pay_sumamt"] = 100_01, 60_00
    city.refund("D", "2025-06-03").add("setl", **city.rows["setl"][3] | {"setl_id": "S2"})
    return city.purchase("E", "2025-06-02", yuan=50, site="H1")


@pytest.mark.parametrize("feature", money.FEATURES, ids=lambda feature: feature.name)
def test_money_of_a_hospital(hospital: City, feature: Feature) -> None:
    value = hospital.measure(feature.name)["H1"]
    assert value == pytest.approx(EXPECTED[feature.name])


def test_cost_stands_against_like_cases_elsewhere(city: City) -> None:
    """Five others cost 100; this one costs 300, and to each of them the rest cost 140."""
    for n in range(5):
        city.visit(f"A{n}", "2025-06-01", yuan=100)
    city.visit("B", "2025-06-01", yuan=300, site="H2")
    assert city.measure("cost_index") == {"H1": pytest.approx(100 / 140), "H2": 3}
    assert city.measure("cost_index_p90")["H2"] == city.measure("cost_index_max")["H2"] == 3
    assert city.measure("cost_index_spread") == {"H1": pytest.approx(0, abs=1e-9), "H2": None}


def test_even_costs_have_no_spread(city: City) -> None:
    for n in range(5):
        city.stay(f"A{n}", f"2025-06-{n + 1:02}", f"2025-06-{n + 4:02}", psn=f"P{n}")
    assert city.measure("stay_cost_spread") == {"H1": 0}
