from collections import Counter

import pytest

from features.violations import RULES, VIOLATIONS, Violation


@pytest.mark.parametrize("violation", [*VIOLATIONS.values(), *RULES.values()], ids=lambda v: v.id)
def test_a_violation_is_named_in_both_languages(violation: Violation) -> None:
    assert violation.zh
    assert violation.en


def test_ids_are_those_of_the_seed_catalogue() -> None:
    counts = {"I": 41, "D": 13, "P": 16, "A": 15, "G": 11, "E": 5, "O": 3}
    assert sorted(VIOLATIONS) == sorted(
        f"{actor}-{n:02d}" for actor, last in counts.items() for n in range(1, last + 1)
    )
    assert list(RULES) == [f"R-{n:02d}" for n in range(1, 32)]


@pytest.mark.parametrize(
    ("id_", "actor"),
    [("I-04", "institution"), ("P-12", "pharmacy"), ("A-01", "insured_person"), ("R-08", None)],
)
def test_a_violation_says_who_commits_it(id_: str, actor: str | None) -> None:
    assert (VIOLATIONS | RULES)[id_].actor == actor


@pytest.mark.parametrize(
    ("id_", "fake"), [("I-02", "假病人"), ("I-31", "假病情"), ("P-12", "假票据"), ("I-04", None)]
)
def test_the_three_fakes_are_told_apart(id_: str, fake: str | None) -> None:
    assert VIOLATIONS[id_].fake == fake


def test_every_class_of_fake_is_of_known_violations() -> None:
    classes = [violation.fake for violation in VIOLATIONS.values() if violation.fake]
    assert Counter(classes) == {"假病人": 5, "假病情": 4, "假票据": 7}
