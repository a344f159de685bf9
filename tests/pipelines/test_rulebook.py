"""Every named rule is carried out by something, or the page says why it is not."""

import re

from features.catalogue import CATALOGUE, RULES, SIGNALS
from features.national import INDICATORS, NATIONAL
from pipelines.rulebook import PARTS, rules_page

ROWS = {
    line.split(" | ")[0].removeprefix("| "): line
    for line in rules_page().split("## ")[0].splitlines()
    if line.startswith("| R-")
}


def test_every_rule_is_carried_out_or_said_not_to_be() -> None:
    assert list(ROWS) == list(RULES)
    for row in ROWS.values():
        assert re.search(r"\| [^|]+ \|$", row), row
    assert "Not computable" in ROWS["R-10"]


def test_parts_are_of_rules_and_name_signals_that_exist() -> None:
    assert set(PARTS) <= set(RULES)
    for rule, signal in (("R-06", "split_admission"), ("R-28", "after_death")):
        assert f"`{signal}`" in ROWS[rule]
    named = {
        name for row in ROWS.values() for name in re.findall(r"signals? (?:such as )?`(\w+)`", row)
    }
    assert named <= {signal.name for signal in SIGNALS}


def test_outside_lists_are_compared_by_signals_on_them() -> None:
    reading = {signal.name for signal in SIGNALS if "ext" in signal.needs}
    assert reading
    assert all(f"`{name}`" in ROWS["R-17"] for name in reading)


def test_thresholds_are_shown_with_their_dates() -> None:
    assert (
        "| R-03 | 63 | institution | `readmission_share` | z > 3 | 30 | suspect |" in rules_page()
    )
    assert "2020-01-01" in rules_page()


def test_national_indicators_are_measures_of_the_catalogue() -> None:
    known = {feature.name for feature in CATALOGUE}
    assert all(name in known for names in INDICATORS.values() for name in names)
    assert all((NATIONAL[number].code or "").startswith("ZB") for number in INDICATORS)


def test_the_three_fakes_are_named_with_their_violations() -> None:
    assert "假病人: I-01 诱导住院" in ROWS["R-31"]
