import polars as pl
import pytest

from features.alerts import ALERT
from pipelines.targets.alerts import crossed, raised, raised_by, told

LINE = {
    "rule": "R-14", "national": None, "level": "institution", "entity_id": "H1",
    "month": "2025-06", "feature": "cost_index", "value": 2.0, "robust_z": 3.5, "basis": "z",
    "side": "above", "threshold": 3.0, "certainty": "suspect",
}  # fmt: skip


def alerts(*changes: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([LINE | change for change in changes], schema=ALERT)


def test_an_institution_is_told_the_alerts_of_its_departments() -> None:
    own = alerts({"rule": "R-03", "national": 63})
    made = told(own, alerts({"level": "department", "entity_id": "H1/03"}))
    assert made.select("entity_id", "department", "rule", "national").rows() == [
        ("H1", None, "R-03", "63 非计划再入院率统计 ZB10000205008000"),
        ("H1", "03", "R-14", None),
    ]


def test_the_definite_stand_before_the_suspect() -> None:
    made = told(alerts({}, {"rule": "R-18", "certainty": "definite"}, {"rule": "R-03"}))
    assert made["rule"].to_list() == ["R-18", "R-03", "R-14"]


def test_a_rule_is_raised_once_and_as_definite_if_it_is_once() -> None:
    made = told(
        alerts({}, {"feature": "los_index"}, {"certainty": "definite"}, {"rule": "R-03"}),
    )
    assert raised(made).rows() == [("H1", "R-14", "definite"), ("H1", "R-03", "suspect")]
    assert [row["rule"] for row in raised_by(made)["H1"]] == ["R-14", "R-03"]
    assert raised_by(made.clear()) == {}


@pytest.mark.parametrize(
    ("changes", "unit", "text"),
    [
        ({}, "ratio", "z > 3"),
        ({"side": "below", "threshold": -3.0}, "share", "z < -3"),
        ({"basis": "value", "threshold": 0.05}, "share", "> 5.0%"),
        ({"basis": "value", "threshold": 8.99}, "count", "> 8.99"),
        ({"basis": "value", "threshold": 50000.0}, "yuan", "> 50,000 元"),
    ],
    ids=str,
)
def test_a_threshold_is_told_with_its_side_and_unit(
    changes: dict[str, object], unit: str, text: str
) -> None:
    assert crossed(LINE | changes, unit, "zh") == text
