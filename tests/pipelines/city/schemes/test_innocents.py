"""Look-alikes that keep a calendar; the others are tested beside the scheme they resemble."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.calendar import months_from
from pipelines.city.claims import Claims
from pipelines.city.schemes import PLOT, Plot, Scene

Play = Callable[[Plot], tuple[Scene, Claims]]


@pytest.mark.parametrize(
    ("name", "busy"), [("examine-a-school", {3, 9}), ("serve-the-new-year", {1, 2})]
)
def test_a_season_passes(name: str, busy: set[int], play: Play) -> None:
    plot = PLOT[name]
    scene = play(plot)[0]
    for month in months_from("2024-01", 12):
        claims = plot.act(replace(scene, stage=replace(scene.stage, month=month))).claims
        assert (len(claims.visits) > 0) == (month.first.month in busy)


def test_a_school_comes_in_one_day_with_one_basket(play: Play) -> None:
    scene, claims = play(PLOT["examine-a-school"])
    assert len(np.unique(claims.visits["beg"].astype("M8[D]"))) == 1
    age = scene.world.people.age[claims.visits["psn"]]
    assert (age >= 6).all()
    assert (age < 18).all()


def test_a_referral_is_one_day_two_sites_one_illness(play: Play) -> None:
    _, claims = play(PLOT["be-referred"])
    assert len(np.unique(claims.visits["beg"].astype("M8[D]"))) == 1
    assert len(np.unique(claims.visits["cond"])) == 1
    assert len(np.unique(claims.visits["inst"])) == 2
