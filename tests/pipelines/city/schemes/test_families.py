"""What holds for every plot, planted alone."""

from collections.abc import Callable

import numpy as np
import pytest

from pipelines.city.claims import Claims, amount_fen
from pipelines.city.schemes import PLOTS, Plot, Scene
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, PATIENT
from tests.pipelines.city.schemes.conftest import Plant

ON_STAGE = [plot for plot in PLOTS if plot.level in {INSTITUTION, DOCTOR, PATIENT}]


@pytest.mark.parametrize("plot", PLOTS, ids=[plot.name for plot in PLOTS])
def test_it_leaves_claims(plot: Plot, plant: Plant) -> None:
    assert len(plant(plot).planted) > 0


@pytest.mark.parametrize("plot", ON_STAGE, ids=[plot.name for plot in ON_STAGE])
def test_what_is_planted_is_marked_and_new(
    plot: Plot, play: Callable[[Plot], tuple[Scene, Claims]], ordinary: Claims
) -> None:
    scene = play(plot)[0]
    deed = plot.act(scene)
    visits, lines = deed.claims.visits, deed.claims.lines
    assert (visits["scheme"] == scene.scheme.number).all()
    assert not np.isin(visits["visit"], ordinary.visits["visit"]).any()
    assert len(np.unique(visits["visit"])) == len(visits)
    scripted = deed.edits["visit"][deed.edits["scripted"]]
    added = lines[~np.isin(lines["visit"], np.concatenate([visits["visit"], scripted]))]
    assert (added["scheme"] == scene.scheme.number).all()
    assert np.isin(added["visit"], ordinary.visits["visit"]).all()
    assert np.isin(scripted, lines["visit"]).all()
    assert np.isin(visits["visit"], lines["visit"]).all()
    assert (visits["beg"] >= scene.month.start).all()
    assert (amount_fen(lines) >= 0).all()
