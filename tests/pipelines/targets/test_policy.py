import json
from fractions import Fraction

import pytest

from pipelines.targets.policy import Policy, Quota, Teams


@pytest.mark.parametrize(
    ("capacity", "share", "random"),
    [(20, 0.2, 4), (5, 0.1, 1), (4, 0.1, 0), (7, 1.0, 7), (0, 1.0, 0)],
)
def test_places_are_split_without_loss(capacity: int, share: float, random: int) -> None:
    policy = Policy(capacity={"doctor": capacity}, random_share={"doctor": share})
    assert policy.random_places("doctor") == random
    assert policy.ranked_places("doctor") == capacity - random


def test_the_cap_of_an_area_is_a_quota() -> None:
    policy = Policy(area_cap={"doctor": 3})
    assert [(one.per_area, one.most) for one in policy.quotas_of("doctor")] == [(True, 3)]
    assert policy.quotas_of("patient") == ()


def test_hours_are_those_of_all_inspectors_of_all_teams() -> None:
    assert Teams("组", teams=5, inspectors=4, days=18, hours_a_day=7).hours == 2520


def test_a_policy_can_be_told_in_a_manifest() -> None:
    third = Quota("三分之一", share=Fraction(1, 3), where={"area": ("甲",)})
    told = json.loads(json.dumps(Policy(quotas=(third,)).plain()))
    assert told["capacity"] == {"institution": 20, "doctor": 20, "patient": 30}
    assert (told["quotas"][0]["share"], told["quotas"][0]["where"]) == ("1/3", {"area": ["甲"]})
