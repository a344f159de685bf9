"""The last stay of a person, settled by the family after the death (A-14)."""

from dataclasses import replace

import numpy as np

from pipelines.city.calendar import months_from
from pipelines.city.claims import STAY, Deed
from pipelines.city.schemes import PLOT, Scene
from pipelines.city.schemes.persons.fates import DIED
from tests.pipelines.city.schemes.houses import Play


def in_the_months_of_the_death(scene: Scene) -> list[tuple[Scene, Deed]]:
    """The month in which the person dies, and the one before it, each as if nobody was ill."""
    died = scene.world.people.died[scene.actor].astype("M8[M]")
    nobody = np.zeros_like(scene.lying_in)
    found = []
    for month in months_from(str(died - 1), 2):
        stage = replace(scene.stage, month=month, visits=scene.stage.visits[:0], lying_in=nobody)
        there = replace(scene, stage=stage)
        found.append((there, PLOT["settle-the-estate"].act(there)))
    return found


def test_the_family_settles_the_last_stay_once(play: Play) -> None:
    scene = play(PLOT["settle-the-estate"])[0]
    deeds = [deed for _, deed in in_the_months_of_the_death(scene)]
    (stay,) = np.concatenate([deed.claims.visits for deed in deeds])
    assert (stay["way"], stay["med_type"]) == (DIED, STAY)
    assert stay["end"].astype("M8[D]") == scene.world.people.died[scene.actor]
    assert stay["settled"] - stay["end"] >= np.timedelta64(2, "D")
    assert sum(len(deed.claims.lines) for deed in deeds) > 0


def test_who_lies_in_already_gets_no_second_bed(play: Play) -> None:
    scene = play(PLOT["settle-the-estate"])[0]
    ((there, deed),) = (
        each for each in in_the_months_of_the_death(scene) if each[1].claims.visits.size
    )
    usual = deed.claims.visits.copy()
    usual["settled"] = usual["end"]
    at_home = replace(there, stage=replace(there.stage, visits=usual))
    later = PLOT["settle-the-estate"].act(at_home)
    assert len(later.claims.visits) == 0
    assert (later.edits["settled"] > usual["settled"]).all()
    elsewhere = replace(there, stage=replace(there.stage, lying_in=~there.lying_in))
    assert len(PLOT["settle-the-estate"].act(elsewhere).claims.visits) == 0
