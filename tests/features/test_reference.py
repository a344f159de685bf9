import polars as pl
import pytest

from features.reference import LISTS, Reference, holds_any, starts_with_any
from features.signals import SIGNALS
from features.violations import VIOLATIONS


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


def test_every_list_serves_violations_that_exist_and_every_list_of_a_signal_is_one() -> None:
    assert {v for of in LISTS.values() for v in of.violations} <= VIOLATIONS.keys()
    assert {name for signal in SIGNALS for name in signal.lists} <= LISTS.keys()


@pytest.mark.parametrize(
    ("codes", "expected"),
    [(("A1",), [True, False, False, None]), (("A1", "B"), [True, False, True, None]),
     ((), [False, False, False, None])],
)  # fmt: skip
def test_a_basket_holds_whole_codes(codes: tuple[str, ...], expected: list[bool | None]) -> None:
    baskets = pl.DataFrame({"basket": ["A1 A2", "A12 XA1", "B", None]})
    assert baskets.with_columns(hit=holds_any("basket", codes))["hit"].to_list() == expected


def test_lines_of_a_kind_are_picked(reference: Reference) -> None:
    assert reference.where("imaging_items", "modality", "mri") == ("MAGNET",)
