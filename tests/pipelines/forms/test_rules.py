"""What the forms count exists, and is counted once."""

from features.catalogue import VIOLATIONS
from pipelines.forms.rules import CLASSES, form_rules


def test_every_violation_exists_and_is_of_one_class() -> None:
    rules = form_rules()
    counted = [each for name in CLASSES for each in rules.classes[name]]
    assert set(counted) <= VIOLATIONS.keys()
    assert len(set(counted)) == len(counted)


def test_amounts_are_in_fen() -> None:
    assert form_rules().major_issue_fen == 50_000_000
