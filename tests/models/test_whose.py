import pytest

from features.violations import RULES, VIOLATIONS
from models.whose import OWN, RULE, is_own, own_of


@pytest.mark.parametrize(
    ("violations", "owners"),
    [
        (("I-11", "D-09"), {"institution", "doctor"}),
        (("P-03",), {"institution"}),
        (("A-15", "R-12"), {"patient"}),
        (("I-37",), {"institution", "doctor", "patient"}),
        (("G-03", "O-01"), set()),
        (("R-08",), {"institution", "doctor", "patient"}),
        ((), {"institution", "doctor", "patient"}),
    ],
)
def test_whose_doing_it_is(violations: tuple[str, ...], owners: set[str]) -> None:
    assert {level for level in OWN if is_own(violations, level)} == owners


def test_own_violations_keep_their_order() -> None:
    assert own_of(["D-09", "P-12", "A-01", "I-02"], "institution") == ("P-12", "I-02")


def test_named_rules_and_they_alone_begin_like_rules() -> None:
    assert all(id_.startswith(RULE) for id_ in RULES)
    assert not any(id_.startswith(RULE) for id_ in VIOLATIONS)
