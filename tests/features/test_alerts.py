import polars as pl
import pytest

from features.alerts import ALERT, RULE, alerts
from features.national import NATIONAL
from features.violations import RULES

TABLE = pl.DataFrame(
    {
        "entity_id": ["H1", "H2", "H3"],
        "month": ["2025-06"] * 3,
        "encounters": [100.0, 100.0, 5.0],
        "drug_share": [0.9, 0.4, 0.9],
        "drug_share_z": [4.0, None, 4.0],
    }
)
LINE = {
    "rule": "R-15", "national": 56, "level": "institution", "feature": "drug_share",
    "basis": "value", "side": "above", "threshold": 0.5, "min_encounters": 50,
    "certainty": "suspect",
}  # fmt: skip


def raised(**changes: object) -> list[str]:
    rules = pl.DataFrame([LINE | changes], schema=RULE)
    return alerts(TABLE, rules, level="institution")["entity_id"].to_list()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ["H1"]),
        ({"min_encounters": 1}, ["H1", "H3"]),
        ({"side": "below"}, ["H2"]),
        ({"threshold": 0.9}, []),
        ({"basis": "z", "threshold": 3.0}, ["H1"]),
        ({"level": "doctor"}, []),
        ({"feature": "herb_share"}, []),
    ],
    ids=str,
)
def test_an_alert_is_raised_for_who_crosses_the_threshold(
    changes: dict[str, object], found: list[str]
) -> None:
    assert raised(**changes) == found


def test_an_alert_says_what_was_crossed() -> None:
    made = alerts(TABLE, pl.DataFrame([LINE], schema=RULE), level="institution")
    assert made.schema == ALERT
    assert made.row(0, named=True) == {
        **{name: LINE[name] for name in ALERT if name in LINE},
        "entity_id": "H1", "month": "2025-06", "value": 0.9, "robust_z": 4.0,
    }  # fmt: skip


def test_nobody_crosses_no_rule() -> None:
    assert alerts(TABLE, pl.DataFrame(schema=RULE), level="institution").schema == ALERT


def test_national_rules_are_eighty_eight_and_those_with_a_code_have_one_of_their_own() -> None:
    codes = [rule.code for rule in NATIONAL.values() if rule.code]
    assert len(NATIONAL) == 88
    assert len(set(codes)) == len(codes) == 79
    assert NATIONAL[49].name == "分解住院"
    assert len(RULES) == 31
