import numpy as np
import pytest

from pipelines.city.arrays import Rows
from pipelines.city.calendar import months_from
from pipelines.city.care.seasons import epidemic
from pipelines.city.claims import OUTPATIENT
from pipelines.city.conditions import conditions_under
from pipelines.city.institutions import AREAS

YEAR = months_from("2024-01", 12)


def by_month(visits: Rows, *codes: str) -> np.ndarray:
    fits = visits[np.isin(visits["cond"], conditions_under(*codes))]
    return np.bincount(fits["beg"].astype("M8[M]").astype(int) - 54 * 12, minlength=12)


@pytest.mark.parametrize("seed", range(4))
def test_waves_double_to_quadruple_catching_illnesses_with_a_lag(seed: int) -> None:
    factor = np.concatenate([epidemic(seed, month) for month in YEAR], axis=1)
    assert factor.shape == (len(AREAS), 366)
    peak = factor.max(axis=1)
    assert ((peak > 1.9) & (peak < 7)).all()
    assert np.median(factor) < 1.5
    assert len(np.unique(factor.argmax(axis=1))) > 1


def test_chests_are_for_winter_and_guts_for_summer(year: Rows) -> None:
    seen = year[(year["med_type"] == OUTPATIENT) & (year["beg"] < np.datetime64("2025"))]
    coughs, guts = by_month(seen, "J0", "J2"), by_month(seen, "A0")
    assert coughs[[0, 11]].mean() > 1.3 * np.median(coughs)
    assert guts[5:8].sum() > 1.3 * guts[[0, 1, 11]].sum()
