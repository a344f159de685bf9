import datetime as dt
from typing import Any

import pytest

from pipelines.targets.facts import facts
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.terms import terms_of

TARGET = {
    "mode": "model", "percentile": 95.0, "risk_tier": "橙", "leading": "I-10",
    "grounds": "few", "model_rank": 2, "last_outcome_date": None, "last_confirmed_date": None,
    "main_site": "H1", "main_site_name": "云溪医院",
}  # fmt: skip
DAY = dt.date(2024, 9, 14)


def told(inputs: TargetInputs, **changes: Any) -> dict[str, str]:
    return facts(TARGET | changes, inputs, "doctor", terms_of(inputs, "doctor"))


def test_the_ground_of_the_tier_is_told_with_its_doubt(inputs: TargetInputs) -> None:
    ground = told(inputs)["tier_ground"]
    assert ground.startswith("I-10 ")
    assert "不排除登记差错" in ground
    assert told(inputs, leading=None, grounds=None)["tier_ground"] == "没有超出偶然的疑点"
    assert told(inputs, risk_tier="蓝")["tier_ground"] == "—"


def test_who_only_fills_a_place_is_not_called_flagged(inputs: TargetInputs) -> None:
    assert told(inputs)["mode"] == "模型排序"
    assert "未达关注线" in told(inputs, percentile=54.95)["mode"]
    assert told(inputs, mode="random", percentile=1.0)["mode"] == "随机抽查"


def test_a_rank_says_of_how_many(inputs: TargetInputs) -> None:
    assert told(inputs)["model_rank"] == "2 / 9", "one of ten has no score"


@pytest.mark.parametrize(
    ("outcome", "confirmed", "said"),
    [
        (None, None, "无记录"),
        (DAY, None, "2024-09-14 未发现违规"),
        (DAY, dt.date(2023, 1, 2), "2024-09-14 未发现违规"),
        (DAY, DAY, "2024-09-14 查实违规"),
    ],
)
def test_the_last_outcome_speaks_for_a_target_too(
    inputs: TargetInputs, outcome: dt.date | None, confirmed: dt.date | None, said: str
) -> None:
    found = told(inputs, last_outcome_date=outcome, last_confirmed_date=confirmed)
    assert found["last_outcome"] == said


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [("H1", "云溪医院", "云溪医院 H1"), ("H1", None, "H1"), (None, None, "")],
)
def test_a_doctor_is_to_be_found_somewhere(
    inputs: TargetInputs, code: str | None, name: str | None, said: str
) -> None:
    assert told(inputs, main_site=code, main_site_name=name)["main_site"] == said
