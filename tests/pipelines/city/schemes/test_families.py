"""What holds for every plot, planted alone."""

import pytest

from pipelines.city.schemes import PLOTS, Plot
from tests.pipelines.city.schemes.conftest import Plant


@pytest.mark.parametrize("plot", PLOTS, ids=[plot.name for plot in PLOTS])
def test_it_leaves_claims(plot: Plot, plant: Plant) -> None:
    assert len(plant(plot).planted) > 0
