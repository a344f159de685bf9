"""Readmissions and discharge days."""

import pytest

from tests.pipelines.city.schemes.stays.ward_counts import (
    at_once_again,
    cycles,
    friday_share,
    month_ends,
    readmissions,
)
from tests.pipelines.city.schemes.stays.wards import Inspector, Measure


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("split-stays", [readmissions]),
        ("discharge-at-month-end", [month_ends, at_once_again]),
    ],
)
def test_a_scheme_is_found(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.finds(name, *measures)


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("give-chemotherapy", [readmissions]),
        ("discharge-on-fridays", [month_ends, readmissions]),
    ],
)
def test_a_look_alike_is_cleared(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.clears(name, *measures)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("give-chemotherapy", cycles),
        ("discharge-on-fridays", friday_share),
    ],
)
def test_a_look_alike_resembles(name: str, measure: Measure, inspector: Inspector) -> None:
    inspector.is_reminded(name, measure)
