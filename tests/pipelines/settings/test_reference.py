"""Reference lists hold from a day on."""

from pipelines.settings import load_reference


def test_reference_lists_are_those_valid_in_the_month() -> None:
    assert load_reference("2025-06").codes("mild_diagnoses")
    assert not load_reference("1999-01").codes("mild_diagnoses")
