"""What holds for every plot, played alone."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.calendar import months_from
from pipelines.city.claims import NO_SCHEME, Claims, amount_fen
from pipelines.city.schemes import PLOTS, Plot, Scene
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, PATIENT

LIVED = months_from("2024-01", 24)
ON_STAGE = [plot for plot in PLOTS if plot.level in {INSTITUTION, DOCTOR, PATIENT}]

HONEST_IN_PART = {"overprescribe"}
"""Plots beside told cases some of whose claims are in order: a first prescription."""

Play = Callable[[Plot], tuple[Scene, Claims]]


@pytest.mark.parametrize("plot", PLOTS, ids=[plot.name for plot in PLOTS])
def test_it_leaves_something_in_the_years_that_are_lived(plot: Plot, play: Play) -> None:
    scene = play(plot)[0]
    months = [replace(scene, stage=replace(scene.stage, month=month)) for month in LIVED]
    deeds = (
        plot.act(replace(each, scheme=replace(scene.scheme, actor=actor)))
        for actor in (scene.scheme.actor, int(plot.candidates(scene.world)[0]))
        for each in months
    )
    assert any(len(deed.claims) + len(deed.claims.lines) + len(deed.edits) for deed in deeds)


@pytest.mark.parametrize("plot", ON_STAGE, ids=[plot.name for plot in ON_STAGE])
def test_what_is_planted_is_marked_and_new(plot: Plot, play: Play, ordinary: Claims) -> None:
    scene = play(plot)[0]
    deed = plot.act(scene)
    visits, lines = deed.claims.visits, deed.claims.lines
    honest = visits["scheme"] == NO_SCHEME
    assert (visits["scheme"][~honest] == scene.scheme.number).all()
    assert not honest.any() or plot.case is not None or plot.name in HONEST_IN_PART
    assert not np.isin(visits["visit"], ordinary.visits["visit"]).any()
    assert len(np.unique(visits["visit"])) == len(visits)
    scripted = deed.edits["visit"][deed.edits["scripted"]]
    added = lines[~np.isin(lines["visit"], np.concatenate([visits["visit"], scripted]))]
    assert (added["scheme"] == scene.scheme.number).all()
    assert np.isin(added["visit"], ordinary.visits["visit"]).all()
    assert np.isin(scripted, lines["visit"]).all()
    assert np.isin(visits["visit"], lines["visit"]).all()
    assert (visits["settled"] >= scene.month.start).all()
    assert (amount_fen(lines) >= 0).all()
