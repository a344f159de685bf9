from dataclasses import fields, replace

import pytest

from features.catalogue import PROFILE_LEVELS
from features.thresholds import Thresholds


@pytest.mark.parametrize("level", PROFILE_LEVELS)
def test_every_level_has_a_fewest_encounters(thresholds: Thresholds, level: str) -> None:
    changed = replace(thresholds, **{f"min_encounters_{level}": 77})
    assert changed.min_encounters(level) == 77


def test_no_two_sections_share_a_name() -> None:
    own = [name for base in Thresholds.__bases__ for name in base.__annotations__]
    assert sorted(own) == sorted({field.name for field in fields(Thresholds)})
