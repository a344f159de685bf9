"""Diagnoses and operations that the bill does not bear out."""

import numpy as np
import pytest

from pipelines.city.pricelist import numbers_of
from pipelines.city.schemes import PLOT
from pipelines.city.schemes.stays.false_records import WITH_ANAESTHESIA, forge_operations
from tests.pipelines.city.schemes.stays.ward_counts import (
    awake_operations,
    films_elsewhere,
    unfounded_pneumonias,
)
from tests.pipelines.city.schemes.stays.wards import Inspector, Measure, Play


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("certify-pneumonia", [unfounded_pneumonias]),
        ("forge-operations", [awake_operations]),
    ],
)
def test_a_scheme_is_found(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.finds(name, *measures)


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("bring-the-film-along", [unfounded_pneumonias]),
        ("open-vessels-awake", [awake_operations]),
    ],
)
def test_a_look_alike_is_cleared(name: str, measures: list[Measure], inspector: Inspector) -> None:
    inspector.clears(name, *measures)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("bring-the-film-along", films_elsewhere),
    ],
)
def test_a_look_alike_resembles(name: str, measure: Measure, inspector: Inspector) -> None:
    inspector.is_reminded(name, measure)


def test_a_record_without_a_fee_and_a_fee_without_anaesthesia(play: Play) -> None:
    scene, _ = play(PLOT["forge-operations"])
    deed = forge_operations(scene)
    operations = numbers_of(*WITH_ANAESTHESIA.values())
    charged = deed.claims.lines["visit"][np.isin(deed.claims.lines["item"], operations)]
    assert len(deed.operations) > 0
    assert len(charged) > 0
    assert not np.isin(deed.operations["visit"], charged).any()
    assert np.isin(deed.operations["visit"], deed.claims.visits["visit"]).all()
    assert (deed.operations["anaesthetist"] == -1).all()
