"""Beds hung and batches invented; rehabilitation, palliative care, operating days."""

import pytest

from tests.pipelines.city.schemes.stays.ward_counts import (
    errands_from_bed,
    hollow_days,
    nights,
    same_days_same_basket,
    together,
)
from tests.pipelines.city.schemes.stays.wards import Inspector, Measure


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("hang-beds", [hollow_days, errands_from_bed]),
        ("admit-on-paper", [hollow_days]),
        ("invent-stays", [same_days_same_basket]),
    ],
)
def test_a_scheme_is_found(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.finds(name, *measures)


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("rehabilitate", [hollow_days, errands_from_bed]),
        ("lead-the-rehabilitation", [hollow_days]),
        ("accompany-the-dying", [errands_from_bed]),
        ("operate-on-cataracts", [same_days_same_basket]),
    ],
)
def test_a_look_alike_is_cleared(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.clears(name, *measures)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("rehabilitate", nights),
        ("accompany-the-dying", hollow_days),
        ("operate-on-cataracts", together),
    ],
)
def test_a_look_alike_resembles(name: str, measure: Measure, inspector: Inspector) -> None:
    inspector.is_reminded(name, measure)
