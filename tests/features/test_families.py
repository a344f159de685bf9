import pytest

from features.families import FAKES, FAMILIES, TOPICS, Family
from features.violations import VIOLATIONS


def test_every_violation_of_a_scored_level_has_one_topic() -> None:
    told = sorted(id_ for topic in TOPICS for id_ in topic.violations)
    assert told == sorted(id_ for id_ in VIOLATIONS if id_[0] in "IDPA")


@pytest.mark.parametrize("fake", FAKES, ids=lambda fake: fake.name)
def test_the_fakes_are_those_of_the_campaign(fake: Family) -> None:
    assert {VIOLATIONS[id_].fake for id_ in fake.violations} == {fake.zh}


def test_names_are_ascii_and_both_languages_tell_them_apart() -> None:
    assert all(name.isascii() and name == family.name for name, family in FAMILIES.items())
    assert len({family.zh for family in FAMILIES.values()}) == len(FAMILIES)
    assert len({family.en for family in FAMILIES.values()}) == len(FAMILIES)
