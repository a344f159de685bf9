import pytest

from features.violations import RULES, VIOLATIONS, Violation


@pytest.mark.parametrize("violation", [*VIOLATIONS.values(), *RULES.values()], ids=lambda v: v.id)
def test_a_violation_is_named_in_both_languages_and_has_a_tier(violation: Violation) -> None:
    assert violation.zh
    assert violation.en
    assert violation.tier in {"红", "橙", "黄"}


def test_ids_are_those_of_the_seed_catalogue() -> None:
    counts = {"I": 41, "D": 13, "P": 16, "A": 15, "G": 11, "E": 5, "O": 3}
    assert sorted(VIOLATIONS) == sorted(
        f"{actor}-{n:02d}" for actor, last in counts.items() for n in range(1, last + 1)
    )
    assert list(RULES) == [f"R-{n:02d}" for n in range(1, 32)]


@pytest.mark.parametrize(
    ("id_", "tier"), [("I-03", "红"), ("I-04", "橙"), ("I-38", "黄"), ("A-07", "红")]
)
def test_the_article_decides_the_tier(id_: str, tier: str) -> None:
    assert VIOLATIONS[id_].tier == tier
