from dataclasses import replace

import polars as pl
import pytest

from features.reference import Thresholds, starts_with_any


@pytest.mark.parametrize("level", ["institution", "doctor", "patient"])
def test_every_level_has_a_fewest_encounters(thresholds: Thresholds, level: str) -> None:
    changed = replace(thresholds, **{f"min_encounters_{level}": 77})
    assert changed.min_encounters(level) == 77


@pytest.mark.parametrize(
    ("prefixes", "expected"),
    [(("J06", "M5"), [True, True, False, False]), (("J06.9",), [True, False, False, False]),
     ((), [False] * 4)],
)  # fmt: skip
def test_a_code_starts_with_a_prefix_or_not_and_null_does_not(
    prefixes: tuple[str, ...], expected: list[bool]
) -> None:
    codes = pl.DataFrame({"code": ["J06.9", "M54", "I10", None]})
    assert codes.with_columns(hit=starts_with_any("code", prefixes))["hit"].to_list() == expected
