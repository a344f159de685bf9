import pytest

from features.level import PHARMACY_TYPE
from features.violations import RULES, VIOLATIONS
from models.whose import OF_CARE, OF_STAYS, OWN, PHARMACY, RULE, is_own, own_of, possible


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


@pytest.mark.parametrize(
    ("stays", "kind", "told"),
    [
        (0.0, "2", {"P-02"}),
        (0.0, "D211", {"I-21", "I-29"}),
        (3.0, "A100", {"I-02", "I-21", "I-29"}),
        (3.0, None, {"I-02", "I-21", "P-02", "I-29"}),
        (None, "A100", {"I-02", "I-21", "I-29"}),
    ],
)
def test_nobody_is_told_what_cannot_be_done_there(
    stays: float | None, kind: str | None, told: set[str]
) -> None:
    """A shop treats nobody and has ids of its own; what is not known rules nothing out."""
    named = possible(("I-02", "I-21", "P-02", "I-29", "D-11"), stays=stays, kind=kind)
    assert set(named) == told | (set() if kind == PHARMACY_TYPE else {"D-11"})


def test_what_takes_a_stay_or_a_doctor_is_in_the_catalogue() -> None:
    assert set(VIOLATIONS) >= OF_STAYS | OF_CARE
    assert PHARMACY == PHARMACY_TYPE
